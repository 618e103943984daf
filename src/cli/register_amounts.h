// Amounts, ranges and conversions of the register as people read them and as programs do. Sums are
// rounded here, once, half to even.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "cli/command.h"
#include "dossier/figure_text.h"
#include "register/valuation.h"

namespace spoor::cli {

// --currency, --at, --prices; the rates that they and the register's folder give.
std::vector<Option> valuation_options();
reg::ValueBasis basis_of(const Words& words);
Option currency_option();
std::string currency_of(const Words& words);
Option prices_option();
reg::Rates rates_of(const Words& words, const Path& register_folder);

Option policy_option();    // --policy, for reg::parse_policy
Option decimals_option();  // --decimals, of millions
int decimals_of(const Words& words);

// As the register's page has them.
using dossier::bounded;
using dossier::bounded_millions;
using dossier::millions;
using dossier::plain_millions;
using dossier::with_commas;

// "at least 281,000,000 USD"; "no figure" where there is none.
std::string amount_text(const std::optional<reg::Exact>& amount, std::string_view unit,
                        reg::Bound bound = reg::Bound::kExact);
// "139,000,000 INR = 1,938,223.46 USD: INR in USD 0.013944 of 2019-08-30 (European Central Bank,
// reference)".
std::string conversion_text(const reg::Conversion& conversion);
// Its steps alone; "as stated" where there are none.
std::string quotes_text(const reg::Quotes& quotes);

// An object, rounded as text is: {"low": "338.7", "high": "338.7"}. None: null.
void write_millions(JsonWriter& json, std::string_view key, const std::optional<reg::Range>& range,
                    int decimals);
// Member `quotes` of an open object.
void write_quotes(JsonWriter& json, const reg::Quotes& quotes);
// Members `conversions` and `not_valued` of an open object.
void write_conversions(JsonWriter& json, const std::vector<reg::Conversion>& conversions);
void write_not_valued(JsonWriter& json, const std::vector<reg::NotValued>& not_valued);

}  // namespace spoor::cli
