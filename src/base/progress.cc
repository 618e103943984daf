#include "base/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace spoor {
namespace {

using namespace std::chrono_literals;

bool g_quiet = false;

std::string amount(std::uint64_t n, const std::string& unit) {
  if (unit == "B") return fmt::format("{:.1f} MB", static_cast<double>(n) / 1e6);
  return fmt::format("{} {}", n, unit);
}

std::string duration(double seconds) {
  const auto s = static_cast<std::uint64_t>(seconds);
  if (s >= 3600) return fmt::format("{}h{:02}m", s / 3600, s / 60 % 60);
  return fmt::format("{}m{:02}s", s / 60, s % 60);
}

}  // namespace

Progress::Progress(std::string what, std::uint64_t total, std::string unit)
    : what_(std::move(what)),
      total_(total),
      unit_(std::move(unit)),
      terminal_(::isatty(STDERR_FILENO) == 1),
      start_(Clock::now()),
      next_(start_ + (terminal_ ? 200ms : 10'000ms)) {}

Progress::~Progress() {
  if (printed_) print(Clock::now(), true);
}

void Progress::update(std::uint64_t done) {
  done_ = done;
  const Clock::time_point now = Clock::now();
  if (g_quiet || now < next_) return;
  next_ = now + (terminal_ ? 200ms : 10'000ms);
  print(now, false);
}

void Progress::print(Clock::time_point now, bool last) {
  printed_ = true;
  const double seconds = std::max(std::chrono::duration<double>(now - start_).count(), 1e-3);
  const double rate = static_cast<double>(done_) / seconds;
  std::string line = fmt::format("{}: {}", what_, amount(done_, unit_));
  if (total_ > 0) {
    const double share = std::min(1.0, static_cast<double>(done_) / static_cast<double>(total_));
    if (terminal_) {
      const auto filled = static_cast<std::size_t>(share * 24);
      line = fmt::format("{} [{:<24}] {:3.0f} % {}", what_, std::string(filled, '#'), share * 100,
                         amount(done_, unit_));
    }
    line += fmt::format(" of {}", amount(total_, unit_));
    if (!last && rate > 0)
      line += fmt::format(", {} left",
                          duration(static_cast<double>(total_ - std::min(total_, done_)) / rate));
  }
  line += fmt::format(", {}/s", amount(static_cast<std::uint64_t>(rate), unit_));
  if (terminal_)
    std::fprintf(stderr, "\r\033[K%s%s", line.c_str(), last ? "\n" : "");
  else
    std::fprintf(stderr, "%s\n", line.c_str());
  std::fflush(stderr);
}

void set_quiet(bool quiet) { g_quiet = quiet; }

void notice(std::string_view line) {
  if (!g_quiet) std::fprintf(stderr, "spoor: %.*s\n", static_cast<int>(line.size()), line.data());
}

}  // namespace spoor
