#include "tests/account_case.h"

#include <sstream>

#include "base/bytes.h"
#include "base/error.h"
#include "base/file.h"
#include "crypto/keccak.h"

namespace spoor::testing {
namespace {

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, at);) out.push_back(part);
  return out;
}

std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> out;
  std::istringstream in(line);
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

// "loot theft thief native 5": label, transaction, address, asset and perhaps an amount.
std::string seed_row(const std::vector<std::string>& words) {
  const std::string amount = words.size() > 5 ? words[5] : "";
  return "case,0x" + to_hex(keccak256(as_bytes(words[2]))) + "," + words[3] + "," + words[4] + "," +
         amount + "," + words[1] + "\n";
}

class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {
    out_.transfers = "block,tx,position,kind,asset,from,to,amount\n";
    out_.seeds = "network,event,address,asset,amount,label\n";
    out_.openings = "address,asset,block,amount\n";
  }

  AccountCase read() {
    for (const std::string& text : split(read_file(file_), '\n')) {
      ++line_;
      const std::string line = text.substr(0, text.find('#'));
      if (const std::vector<std::string> words = words_of(line); !words.empty()) add(words, line);
    }
    return std::move(out_);
  }

 private:
  void add(const std::vector<std::string>& words, const std::string& line) {
    const std::string& first = words[0];
    if (first == "ask") {
      out_.questions.push_back({line_, {words.begin() + 1, words.end()}, {}});
    } else if (!out_.questions.empty()) {
      out_.questions.back().rows.push_back(joined(words));
    } else if (first[0] >= '0' && first[0] <= '9') {
      out_.transfers += line + "\n";
    } else if (first == "seed" && words.size() >= 5) {
      out_.seeds += seed_row(words);
    } else if (first == "opening" && words.size() == 2) {
      out_.openings += words[1] + "\n";
    } else if (first == "service" && words.size() == 2) {
      out_.services.push_back(words[1]);
    } else if (first == "pool" && words.size() == 2) {
      out_.pools.push_back(words[1]);
    } else {
      throw_bad_input("a case has transfers, seed, opening, service, pool, ask and rows",
                      {.file = file_, .offset = {}, .line = line_});
    }
  }
  static std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
  }

  std::string file_;
  std::uint64_t line_ = 0;
  AccountCase out_;
};

}  // namespace

AccountCase read_account_case(const std::string& file) { return Reader(file).read(); }

}  // namespace spoor::testing
