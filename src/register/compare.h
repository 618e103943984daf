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
#include "register/totals.h"

namespace spoor::reg {

// What a row prints, attempts included (its attempted parts, else gross, net, face, demanded,
// cost), and what of it is realised (its net parts, else gross).
struct RowFigures {
  const ReportRow* row = nullptr;
  bool is_duplicate = false;               // of another row: in no sum
  std::optional<ClaimKind> printed_kind;   // none: no amount
  std::optional<ClaimKind> realised_kind;  // none: nothing realised is printed
  Value printed;
  Value realised;
  // What the claims about its incident come to; none: the row is of no incident of the register.
  std::optional<Sum> incident;
};

// Sums over rows that are no duplicates, in the wanted currency.
struct RowSum {
  std::string section;  // empty: all
  std::uint64_t rows = 0;
  std::uint64_t with_amount = 0;
  Exact as_printed;  // what is printed in that currency, attempts included
  Bound printed_bound = Bound::kExact;
  Exact realised;  // the same, realised
  Bound realised_bound = Bound::kExact;
  Range realised_converted;  // with what is printed in other units at the rates of the publication
  Range printed_converted;
};

struct CountryCount {
  std::string code;
  std::uint64_t listed = 0;  // as the list prints it
  std::uint64_t rows = 0;    // rows that name it, duplicates too
  std::uint64_t without_duplicates = 0;
};

// A row that prints an attempt and what was lost of it.
struct AttemptAndLoss {
  const ReportRow* row = nullptr;
  Value attempted;
  Value realised;
};

// A claim that is said to be within the headline.
struct NamedClaim {
  const Claim* claim = nullptr;
  Value value;
};

struct HeadlineFigure {
  const Headline* headline = nullptr;
  Value value;  // at the rates of the publication
  // Of the rows that it is about: all, or where its window is not that of the rows those whose
  // incident lies in it.
  RowSum rows;
  bool is_of_all_rows = true;
};

struct Comparison {
  const Report* report = nullptr;
  const Report* rows_of = nullptr;  // itself, or the one that it tells of; null: no rows
  const Report* list_of = nullptr;  // whose list of countries; null: none is printed
  std::vector<HeadlineFigure> headlines;
  std::optional<Period> published;  // at whose rates rows are valued
  ValueBasis basis;

  std::vector<RowFigures> rows;
  std::vector<RowSum> sections;
  RowSum all;
  std::vector<const ReportRow*> duplicates;
  std::vector<const ReportRow*> without_amount;
  std::vector<const ReportRow*> inferred;  // a part is not printed so
  Sum incidents;  // of all rows, each once: what the claims about them come to
  // Incidents that several rows mean without a mark of it: id, and the names of the rows.
  std::map<std::string, std::vector<std::string>> unmarked;
  std::vector<AttemptAndLoss> attempts;
  std::vector<Conversion> conversions;
  std::vector<NotValued> not_valued;

  std::vector<CountryCount> countries;  // of the list and of the rows, by code
  std::uint64_t listed_cases = 0;       // the sum of the list
  std::uint64_t listed_countries() const;
  std::uint64_t row_countries() const;

  std::vector<NamedClaim> named;  // the largest first
};

// Throws Error(kNotFound) where the register has no such report.
Comparison compare(const Register& reg, const Rates& rates, std::string_view report,
                   const std::string& currency = "USD");

// Part of the whole in per cent.
Exact percent(const Exact& part, const Exact& whole);

}  // namespace spoor::reg
