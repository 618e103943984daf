#include "ingest/evm_fees.h"

#include "base/error.h"

namespace spoor::ingest {
namespace {

// Type 3 of EIP-4844.
constexpr std::uint64_t kBlobTransaction = 3;

class FeeSum {
 public:
  FeeSum(const EvmTx& tx, const EvmContext& context) : tx_(tx), context_(context) {}

  U256 product(const U256& gas, const U256& price) const {
    if (gas.fits_u64())
      if (const auto out = U256::checked_mul(price, gas.to_u64())) return *out;
    throw_bad_input("a fee beyond 256 bits", context_.where(tx_.place));
  }
  U256 sum(const U256& a, const U256& b) const {
    if (const auto out = U256::checked_add(a, b)) return *out;
    throw_bad_input("a fee beyond 256 bits", context_.where(tx_.place));
  }

 private:
  const EvmTx& tx_;
  const EvmContext& context_;
};

}  // namespace

EvmFee fee_of(const EvmTx& tx, std::uint32_t block, const std::optional<U256>& base_fee,
              const EvmContext& context) {
  const std::optional<U256>& price = tx.effective_price ? tx.effective_price : tx.gas_price;
  const ethereum::BurntParts burnt_parts = context.network.burnt_at(block);
  const bool has_blobs =
      tx.blob_gas_used ? *tx.blob_gas_used != U256() : tx.type == kBlobTransaction;
  const bool is_known = tx.gas_used && price &&
                        (!has_blobs || (tx.blob_gas_used && tx.blob_gas_price)) &&
                        (!burnt_parts.base_fee || burnt_parts.tip || base_fee);
  if (!is_known) {
    context.findings.add("transactions whose fee is not told", context.where(tx.place));
    return {};
  }
  const FeeSum sums(tx, context);
  const U256 gas_fee = sums.product(*tx.gas_used, *price);
  const U256 blob_fee = has_blobs ? sums.product(*tx.blob_gas_used, *tx.blob_gas_price) : U256();
  const U256 total = sums.sum(sums.sum(gas_fee, blob_fee), tx.l1_fee.value_or(U256()));
  if (burnt_parts.tip) return {.burnt = total, .tip = U256()};
  U256 burnt = burnt_parts.blob_fee ? blob_fee : U256();
  if (burnt_parts.base_fee) {
    if (*price < *base_fee)
      throw_bad_input("a transaction that paid less for its gas than the block's base fee",
                      context.where(tx.place), "Is the chain id the right one?");
    burnt = sums.sum(burnt, sums.product(*tx.gas_used, *base_fee));
  }
  return {.burnt = burnt, .tip = total - burnt};
}

}  // namespace spoor::ingest
