#include "bench/part.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <sstream>

#include "base/error.h"

extern char** environ;

namespace spoor::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kSampleMilliseconds = 5;
constexpr int kSamplesPerFolderWalk = 20;
// Bit 29 of leaf 7's EBX: SHA.
constexpr const char* kMaskSha = "OPENSSL_ia32cap=:~0x20000000";

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}
double to_seconds(const timeval& t) {
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
}

std::uint64_t anonymous_bytes(pid_t process) {
  std::ifstream status(fmt::format("/proc/{}/status", process));
  std::uint64_t kib = 0;
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with("RssAnon:") && !line.starts_with("RssShmem:")) continue;
    std::istringstream fields(line.substr(line.find(':') + 1));
    std::uint64_t n = 0;
    fields >> n;
    kib += n;
  }
  return kib * 1024;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

class Child {
 public:
  Child(const Path& program, std::vector<std::string> words, ShaInstructions sha) {
    words.insert(words.begin(), program.string());
    std::vector<std::string> environment;
    for (char** variable = environ; *variable != nullptr; ++variable)
      environment.emplace_back(*variable);
    if (sha == ShaInstructions::kMasked) environment.emplace_back(kMaskSha);
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw_io("cannot make a pipe", program);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    const int failed = ::posix_spawn(&process_, program.c_str(), &actions, nullptr,
                                     pointers(words).data(), pointers(environment).data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    output_ = ends[0];
    if (failed != 0) throw_io("cannot run", program);
  }
  ~Child() { ::close(output_); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Appends what it prints to `text` for a moment. False at the end of its output.
  bool read(std::string& text) const {
    pollfd wait = {.fd = output_, .events = POLLIN, .revents = 0};
    if (::poll(&wait, 1, kSampleMilliseconds) == 0) return true;
    std::array<char, 1 << 16> buffer;
    const ssize_t n = ::read(output_, buffer.data(), buffer.size());
    if (n > 0) text.append(buffer.data(), static_cast<std::size_t>(n));
    return n > 0;
  }
  // Waits for its end; gives its status.
  int finish(rusage& usage) const {
    int status = 0;
    ::wait4(process_, &status, 0, &usage);
    return status;
  }
  pid_t process() const { return process_; }

 private:
  pid_t process_ = 0;
  int output_ = -1;
};

PartRun run(const Path& program, const std::vector<std::string>& words, const PartOptions& options,
            std::string& text) {
  PartRun out;
  const Clock::time_point start = Clock::now();
  const Child child(program, words, options.sha);
  for (int sample = 0; child.read(text); ++sample) {
    out.peak_anonymous_bytes = std::max(out.peak_anonymous_bytes, anonymous_bytes(child.process()));
    if (options.watched && sample % kSamplesPerFolderWalk == 0)
      out.peak_folder_bytes = std::max(out.peak_folder_bytes, folder_bytes(*options.watched));
  }
  rusage usage{};
  const int status = child.finish(usage);
  out.seconds = seconds_since(start);
  out.cpu_seconds = to_seconds(usage.ru_utime) + to_seconds(usage.ru_stime);
  out.major_faults = static_cast<std::uint64_t>(usage.ru_majflt);
  if (status != 0)
    throw Error(ErrorCode::kInternal, fmt::format("a part of the bench failed: {} {}",
                                                  program.string(), fmt::join(words, " ")));
  return out;
}

}  // namespace

double PartRun::operator[](const std::string& name) const {
  const auto found = figures.find(name);
  if (found == figures.end())
    throw Error(ErrorCode::kInternal, "a part of the bench did not tell: " + name);
  return found->second;
}

std::map<std::string, double> figures_of(const std::string& text) {
  std::map<std::string, double> out;
  std::istringstream lines(text);
  std::string name;
  for (double value = 0; lines >> name >> value;) out[name] = value;
  return out;
}

PartRun run_part(const std::vector<std::string>& words, const PartOptions& options) {
  std::string text;
  std::vector<std::string> all = {"part"};
  all.insert(all.end(), words.begin(), words.end());
  PartRun out = run(std::filesystem::read_symlink("/proc/self/exe"), all, options, text);
  out.figures = figures_of(text);
  return out;
}

PartRun run_program(const Path& program, const std::vector<std::string>& words) {
  std::string text;
  return run(program, words, {}, text);
}

// Files come and go while the writer merges runs.
std::uint64_t folder_bytes(const Path& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(folder, error)) {
    const std::uint64_t size = file.file_size(error);
    if (!error) bytes += size;
  }
  return bytes;
}

void evict(const Path& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    OutputFile file(entry.path(), OutputFile::Mode::kKeep);
    file.sync();
    ::posix_fadvise(file.descriptor(), 0, 0, POSIX_FADV_DONTNEED);
  }
}

}  // namespace spoor::bench
