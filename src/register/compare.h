// A report against itself: what it says at its head, what its rows come to, and what the claims
// about the incidents of the rows say. Every difference is kept; nothing is made to agree.
//
// Figures are computed over rows, never over claims. A report that prints no rows is held against
// those of the report that it tells of (its headline repeats the other's, or is repeated by it),
// and a list of countries that one of the two prints serves both.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "register/policy.h"

namespace spoor::reg {

// What parts of rows come to. Without a range nothing is in it, which is not zero.
struct Tally {
  std::optional<Range> range;
  Bounds bounds;               // of the parts that are in it
  std::uint64_t rows = 0;      // of which something is in it
  std::uint64_t in_part = 0;   // of them, those of which something is not
  std::uint64_t left_out = 0;  // rows that print such an amount, of which nothing is in it
  Tally& operator+=(const Tally& other);
  bool operator==(const Tally&) const = default;
};
struct Amounts {
  Tally as_printed;  // what is printed in the wanted currency
  Tally converted;   // with what is printed in other units
  // As printed; where nothing is printed in that currency, with what is converted.
  const Tally& best() const { return as_printed.range ? as_printed : converted; }
  Amounts& operator+=(const Amounts& other);
  bool operator==(const Amounts&) const = default;
};

// What the claims about incidents come to, by the policy `official`.
struct ClaimSum {
  std::uint64_t incidents = 0;
  std::uint64_t stated = 0;     // of them, those of which somebody states a realised loss
  std::optional<Range> chosen;  // none: of no incident a figure could be valued
  Bounds bounds;
  std::optional<Range> over_policies;
  ClaimSum& operator+=(const ClaimSum& other);
};

// What a row prints (its attempted parts, else gross, net, face, demanded, cost), and what of it is
// realised (its net parts, else gross).
struct RowFigures {
  const ReportRow* row = nullptr;
  bool is_duplicate = false;               // of another row: in no sum
  std::optional<ClaimKind> printed_kind;   // none: no amount
  std::optional<ClaimKind> realised_kind;  // none: nothing realised is printed
  Amounts printed;
  Amounts realised;
  std::optional<ClaimSum> incident;  // none: the row is of no incident of the register
};

// Sums over rows that are no duplicates.
struct RowSum {
  std::string section;  // empty: all
  std::uint64_t rows = 0;
  std::uint64_t with_amount = 0;
  Amounts printed;
  Amounts realised;
  std::set<ClaimKind> not_realised;  // kinds that are printed beside what is realised, or for it
};

struct CountryCount {
  std::string code;
  std::uint64_t listed = 0;  // as the list prints it
  std::uint64_t rows = 0;    // rows that name it, duplicates too
  std::uint64_t without_duplicates = 0;

  // In the list and in rows, and not as often: a row that repeats another is no further case.
  bool differs() const { return listed > 0 && rows > 0 && listed != without_duplicates; }
};

// A row that prints an attempt and what was lost of it.
struct AttemptAndLoss {
  const ReportRow* row = nullptr;
  Tally attempted;
  Tally realised;
};

// A claim against which the headline is held. That it is within the headline is nowhere recorded.
struct NamedClaim {
  const Claim* claim = nullptr;
  Value value;
  bool stands_beside = false;  // in the paper of the headline; others do not even name it there

  Tally tally() const;  // of this one, as if it were a row
};

struct HeadlineFigure {
  const Headline* headline = nullptr;
  Value value;
  // Of the rows that it is about: all, or where its window is not that of the rows those whose
  // incident lies in it.
  RowSum rows;
  bool is_of_all_rows = true;
};

struct ComparisonQuestion {
  std::string currency = "USD";  // where no basis is given
  // Of everything in the comparison. None: the rates of the day on which the report was published
  // whose rows are taken. At the event a row is valued on the day of its incident, a headline over
  // its window; at the statement a row on the day of the publication.
  std::optional<ValueBasis> basis = {};
};

struct Comparison {
  const Report* report = nullptr;
  const Report* rows_of = nullptr;  // itself, or the one that it tells of; null: no rows
  const Report* list_of = nullptr;  // whose list of countries; null: none is printed
  std::vector<HeadlineFigure> headlines;
  std::optional<Period> published;  // the rows, or else the report
  ValueBasis basis;                 // one for everything in it

  std::vector<RowFigures> rows;
  std::vector<RowSum> sections;
  RowSum all;
  std::vector<const ReportRow*> duplicates;
  std::vector<const ReportRow*> without_amount;
  std::vector<const ReportRow*> inferred;  // a part is not printed so
  ClaimSum incidents;                      // of all rows, each once
  // Incidents that several rows mean without a mark of it: id, and the names of the rows.
  std::map<std::string, std::vector<std::string>> unmarked;
  std::vector<AttemptAndLoss> attempts;
  std::vector<Conversion> conversions;
  std::vector<NotValued> not_valued;

  std::vector<CountryCount> countries;  // of the list and of the rows, by code
  std::uint64_t listed_cases = 0;       // the sum of the list
  std::uint64_t listed_countries() const;
  std::uint64_t row_countries() const;

  std::vector<NamedClaim> named;  // those beside the headline first, then the largest first
};

// Throws Error(kNotFound) where the register has no such report.
Comparison compare(const Register& reg, const Rates& rates, std::string_view report,
                   const ComparisonQuestion& question = {});

// Part of the whole in per cent.
Exact percent(const Exact& part, const Exact& whole);

}  // namespace spoor::reg
