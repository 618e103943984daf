// Progress of long work, on standard error: a bar with rate and time left on a terminal, a plain
// line every ten seconds otherwise; nothing where --quiet was given. Also plain notices.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace spoor {

class Progress {
 public:
  // `total` in `unit`s (0 where it is not known). Units named "B" are shown as MB.
  Progress(std::string what, std::uint64_t total, std::string unit);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Cheap; call as often as you like, from one thread. `done` never decreases.
  void update(std::uint64_t done);

 private:
  using Clock = std::chrono::steady_clock;
  void print(Clock::time_point now, bool last);

  std::string what_;
  std::uint64_t total_;
  std::string unit_;
  std::uint64_t done_ = 0;
  bool terminal_;
  bool printed_ = false;
  Clock::time_point start_;
  Clock::time_point next_;
};

// Silences progress and notices (--quiet). Set once, before any work.
void set_quiet(bool quiet);
// One line on standard error, "spoor: …".
void notice(std::string_view line);

}  // namespace spoor
