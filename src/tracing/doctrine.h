// Doctrines: the rules that say which money is the stolen money once it was mixed.
//
// No doctrine is the truth. Each is a convention with a source, and each misleads somewhere; the
// texts here say so, for `spoor doctrines` and for every report.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tracing/account_doctrine.h"  // on accounts

namespace spoor::tracing {

// Ordered doctrines see satoshis in a queue: `In` fills it from the inputs, `Out` serves the
// outputs from its head, the fee last. Dirty-first is first-first that stops where clean coins
// join.
enum class DoctrineKind : std::uint8_t { kOrdered, kHaircut, kPoison, kDirtyFirst };
enum class In : std::uint8_t { kFirst, kLast, kTaintFirst, kCleanFirst, kHighest, kSmallest };
enum class Out : std::uint8_t { kFirst, kLast, kHighest, kSmallest };

struct Doctrine {
  DoctrineKind kind = DoctrineKind::kOrdered;
  In in = In::kFirst;  // both kFirst where the kind is not kOrdered
  Out out = Out::kFirst;
  auto operator<=>(const Doctrine&) const = default;
};

inline constexpr Doctrine kFifo{};
inline constexpr Doctrine kLifo{.in = In::kLast};
inline constexpr Doctrine kTiho{.in = In::kTaintFirst, .out = Out::kHighest};
inline constexpr Doctrine kHaircut{.kind = DoctrineKind::kHaircut};
inline constexpr Doctrine kPoison{.kind = DoctrineKind::kPoison};
inline constexpr Doctrine kDirtyFirst{.kind = DoctrineKind::kDirtyFirst};

// "fifo", "lifo", "tiho", "haircut", "poison", "dirty-first", else "IN-OUT" as "last-highest".
std::string name(Doctrine doctrine);
// Either name of it ("first-first" is fifo). Throws Error(kUsage) that names all of them.
Doctrine parse_doctrine(std::string_view text);
// The 24 of METHODS 1.7, In then Out.
std::vector<Doctrine> family();
// All that keep value and follow it through mixing: the family and haircut. Their results span the
// sensitivity of a total; dirty-first stops at mixing and poison makes value, so neither is here.
std::vector<Doctrine> conserving_doctrines();
inline bool conserves(Doctrine doctrine) { return doctrine.kind != DoctrineKind::kPoison; }

// Who pays the fee out of mixed money.
//   last         ordered doctrines: the fee is the last output
//   prorata-pre  ordered doctrines: each input gives up its share of the fee before anything else,
//                from its end
//   share        haircut: the fee shares in proportion like an output, and takes what rounding left
enum class FeeRule : std::uint8_t { kLast, kProrataPre, kShare };
// Whether tainted fees enter the coinbase, and where they stand among its inputs.
enum class CoinbaseRule : std::uint8_t { kDiscard, kSubsidyFirst, kFeesFirst };

std::string_view name(FeeRule rule);
std::string_view name(CoinbaseRule rule);
FeeRule parse_fee_rule(std::string_view text);  // throws Error(kUsage)
CoinbaseRule parse_coinbase_rule(std::string_view text);
// The rule that a run uses. Haircut always shares (the other two come to the same where everything
// is in proportion), and poison taints the whole fee, which is reported as kLast. Throws
// Error(kUsage) for kShare with an ordered doctrine, where it has no meaning.
FeeRule fee_rule(Doctrine doctrine, std::optional<FeeRule> asked);

// What a reader must know of a doctrine, in plain sentences.
struct DoctrineText {
  std::string names;  // "fifo, first-first"
  std::string rule;
  std::string source;
  std::string misleads;
};
// The six named doctrines, then each In and each Out of the family ("last-…", "…-highest").
const std::vector<DoctrineText>& doctrine_texts();
// For one doctrine; a member of the family without a name of its own gets its two halves.
DoctrineText text_of(Doctrine doctrine);

}  // namespace spoor::tracing
