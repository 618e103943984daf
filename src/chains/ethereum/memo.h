// THORChain's memos: what a deposit into a vault asks for, and what a payment from one answers.
//
//   =:ETH.ETH:0xe6a3…:10000000/3/0:t:10   swap to ether, at least 0.1, streamed every 3 blocks
//   s:b:bc1q…                             swap to bitcoin
//   OUT:2A2F…, REFUND:2A2F…               pays out, or gives back, the deposit 2A2F…
//
// In bitcoin a memo is the data of an OP_RETURN, on EVM networks a string of the router's events.
// Anybody can write such text: it says something only where it goes to a vault or comes from one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "base/bytes.h"
#include "base/u256.h"

namespace spoor::ethereum {

// "ETH.USDC-0XA0B8…": chain, symbol, the contract or its last digits. '.' is the coin itself, '/' a
// synthetic, '~' a trade asset, '-' a secured asset. Short forms are written out.
struct MemoAsset {
  std::string_view chain, symbol, contract;
  char form = '.';

  bool operator==(const MemoAsset&) const = default;
};

// All views live as long as the memo.
struct SwapMemo {
  MemoAsset asset;
  std::string_view destination;  // an address or a THORName; empty: the sender
  std::string_view refund;       // where it is not the sender
  U256 limit;                    // the least to be paid, in 10^-8; 0: any
  std::uint64_t interval = 0;    // blocks between the parts of a streaming swap; 0: at once
  std::uint64_t quantity = 0;    // of parts; 0: THORChain decides
  std::string_view affiliate, affiliate_fee;  // names and basis points, several joined by '/'
  bool limit_order = false;
};
// The hash as people write it (of a bitcoin transaction: its bytes reversed).
struct OutboundMemo {
  Hash256 inbound;
};
struct RefundMemo {
  Hash256 inbound;
};
// Any other function of THORChain: liquidity, loans, bonds, vaults that change.
struct OtherMemo {
  std::string_view function;
};
struct NotAMemo {};

using Memo = std::variant<NotAMemo, SwapMemo, OutboundMemo, RefundMemo, OtherMemo>;

// Never throws. Strict in what it reads: a limit that is no number, or an asset that is none, is
// not a memo (THORChain gives such deposits back). Case does not matter in functions and assets.
Memo parse_memo(std::string_view text);

}  // namespace spoor::ethereum
