// What the stories about ledgers share: a folder of their own, block files in, a ledger out that is
// held to verify.h.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/file.h"
#include "ingest/bitcoin.h"
#include "ledger/verify.h"

namespace spoor {

// A folder that is there as long as the object.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  Path operator/(std::string_view name) const { return path_ / name; }

 private:
  Path path_;
};

// Ingests the blk*.dat files of `blocks`; `options` says the rest.
ingest::BitcoinReport ingest_folder(const Path& blocks, const Path& ledger,
                                    ingest::BitcoinOptions options = {});
// Ingests single blocks.
ingest::BitcoinReport ingest_files(std::vector<Path> files, const Path& ledger,
                                   ingest::BitcoinOptions options = {});

// The columns_hash; expects that verify finds nothing.
std::string sound_columns(const Path& ledger);
// "check: where: what" lines of all findings.
std::string findings_text(const ledger::VerifyReport& report);

}  // namespace spoor
