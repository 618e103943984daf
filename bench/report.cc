#include "bench/report.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace spoor::bench {
namespace {

constexpr std::size_t kColumns = 6;
using Cells = std::array<std::string, kColumns>;

// Three digits that count.
std::string digits(double value) {
  if (value >= 100) return fmt::format("{:.0f}", value);
  if (value >= 10) return fmt::format("{:.1f}", value);
  return fmt::format("{:.2f}", value);
}

bool reaches(double value, double bound, Better better) {
  return better == Better::kMore ? value >= bound : value <= bound;
}

std::string bound(double value, Better better) {
  return fmt::format("{} {:g}", better == Better::kMore ? ">=" : "<=", value);
}

std::string first_line_with(const char* file, std::string_view start) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with(start)) return line.substr(std::min(line.find(':') + 2, line.size()));
  return "unknown";
}

}  // namespace

void Report::add(std::string work, double value, std::string unit, std::string note) {
  rows_.push_back({std::move(work), value, std::move(unit), std::nullopt, std::move(note)});
}

void Report::add(std::string work, double value, std::string unit, const Budget& budget,
                 std::string note) {
  rows_.push_back({std::move(work), value, std::move(unit), budget, std::move(note)});
}

void Report::heading(std::string text) { rows_.push_back({std::move(text), 0, {}, {}, {}}); }

std::string Report::table() const {
  std::vector<Cells> lines = {{"work", "measured", "must", "aim", "", "against"}};
  for (const Row& row : rows_) {
    Cells cells = {row.work, row.unit.empty() ? "" : digits(row.value) + " " + row.unit};
    if (row.budget) {
      const Budget& b = *row.budget;
      cells[2] = bound(b.must, b.better);
      cells[3] = bound(b.aim, b.better);
      cells[4] = !reaches(row.value, b.must, b.better) ? "FAIL"
                 : reaches(row.value, b.aim, b.better) ? "PASS, aim"
                                                       : "PASS";
    }
    cells[5] = row.note;
    lines.push_back(std::move(cells));
  }
  std::array<std::size_t, kColumns> widths{};
  for (const Cells& line : lines)
    for (std::size_t i = 0; i < kColumns; ++i) widths[i] = std::max(widths[i], line[i].size());
  std::string out;
  for (const Cells& line : lines) {
    std::string text = fmt::format("{:<{}}", line[0], widths[0]);
    for (std::size_t i = 1; i < kColumns; ++i)
      text += i < 4 ? fmt::format("  {:>{}}", line[i], widths[i])
                    : fmt::format("  {:<{}}", line[i], widths[i]);
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  }
  return out;
}

bool Report::all_reach_must() const {
  return std::ranges::all_of(rows_, [](const Row& row) {
    return !row.budget || reaches(row.value, row.budget->must, row.budget->better);
  });
}

std::string machine() {
  utsname system{};
  ::uname(&system);
  const double gib = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) *
                     static_cast<double>(::sysconf(_SC_PAGE_SIZE)) / (1ULL << 30);
  const bool sha =
      (" " + first_line_with("/proc/cpuinfo", "flags") + " ").find(" sha_ni ") != std::string::npos;
  std::ifstream load_file("/proc/loadavg");
  std::string load;
  load_file >> load;
  return fmt::format(
      "{}, {} cores, SHA instructions: {}; {:.1f} GiB; Linux {}; {}; g++ {}; load {}\n",
      first_line_with("/proc/cpuinfo", "model name"), ::sysconf(_SC_NPROCESSORS_ONLN),
      sha ? "yes" : "no", gib, system.release, OpenSSL_version(OPENSSL_VERSION), __VERSION__, load);
}

}  // namespace spoor::bench
