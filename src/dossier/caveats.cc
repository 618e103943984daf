#include "dossier/caveats.h"

#include <fmt/format.h>

#include "base/amount.h"
#include "dossier/rows.h"

namespace spoor::dossier {

using tracing::Doctrine;
using tracing::DoctrineKind;
using tracing::LabelTotals;
using tracing::RowKind;

std::vector<std::string> warnings(const Report& report) {
  std::vector<std::string> out;
  const tracing::TraceResult& result = report.result;
  const LabelTotals sum = sum_of_labels(result.totals);
  if (result.hit_limit)
    out.push_back(fmt::format(
        "The limit of {} transactions was reached. {} BTC was still moving then and was not "
        "followed: these figures are not the end of the trail.",
        with_commas(report.options.limit), to_btc(sum.of(RowKind::kLimit))));
  if (result.doctrine.kind == DoctrineKind::kPoison)
    out.push_back(
        "Poison marks everything that stolen money touched, in full. Its amounts grow with every "
        "mixing: they say how far the money can have reached, never how much of it is there.");
  if (sum.overlap.value > 0)
    out.push_back(
        fmt::format("{} BTC was declared stolen where another label or row already held the same "
                    "satoshis. It is counted once, with the first of them.",
                    to_btc(sum.overlap)));
  if (!report.view.genesis_rooted)
    out.push_back(
        fmt::format("The ledger is a part of the chain and begins at block {}. Coins that "
                    "are older are known only as far as they are spent in it.",
                    report.view.first_height));
  if (sum.of(RowKind::kUnknownInput).value > 0)
    out.push_back(fmt::format("{} BTC met an input of unknown value and was not followed further.",
                              to_btc(sum.of(RowKind::kUnknownInput))));
  if (result.unknown_fees > 0)
    out.push_back(fmt::format("{} transactions paid a fee that is not known; it is in no figure.",
                              with_commas(result.unknown_fees)));
  return out;
}

std::vector<Caveat> limits_of_method(const Report& report) {
  const Doctrine doctrine = report.result.doctrine;
  std::vector<Caveat> out;
  out.push_back({fmt::format("{} is a convention", name(doctrine)),
                 fmt::format("Where stolen and other money meet in one transaction, the chain does "
                             "not say which came out where. The doctrine decides that, by a rule. "
                             "{}",
                             tracing::text_of(doctrine).misleads)});
  out.push_back({"An address is not a person",
                 "This report says that value came to an address or lies there. It does not say "
                 "who controls the address, who knew what, or who is guilty of anything. Innocent "
                 "people receive money that was stolen earlier."});
  out.push_back({"Services are as named in the file of services",
                 "Following stops at the addresses in that file, on the basis given there for "
                 "each. An address of a service that the file does not name is passed through "
                 "like any other, and what lies behind it may then well belong to "
                 "the service's other customers."});
  out.push_back({"Mixers end certainty",
                 "CoinJoins and custodial mixers are passed by the same rule as every "
                 "transaction. Behind one, the rule's answer is a share by convention, and says "
                 "nothing of whose money it is."});
  out.push_back({"A block's time is its miner's",
                 "Times are those in the block headers, in UTC. They can be off by hours; "
                 "the order of the blocks cannot."});
  out.push_back({"It ends at the cut-off, and at the chain's edge",
                 fmt::format("What happened after block {} is not seen. Payments inside a "
                             "service, on Lightning, or on another chain leave no trace here.",
                             report.result.until.value)});
  out.push_back({"Seeds are taken as declared",
                 "That the seeds were stolen, and that they are all, is the statement of whoever "
                 "supplied them. This program followed them; it did not check it."});
  return out;
}

}  // namespace spoor::dossier
