#include "dossier/register_csv.h"

#include <fmt/format.h>

#include <type_traits>
#include <variant>

#include "dossier/text.h"
#include "register/tables.h"

namespace spoor::dossier {
namespace {

std::string field(const reg::SqlColumn& column, const reg::Cell& cell) {
  if (column.is_flag()) return cell == reg::Cell(std::int64_t{1}) ? "yes" : "";
  return std::visit(
      [](const auto& value) -> std::string {
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, std::monostate>)
          return {};
        else if constexpr (std::is_same_v<Value, std::string>)
          return csv_text(one_line(value));
        else
          return fmt::format("{}", value);
      },
      cell);
}

CsvFile file_of(const reg::DataTable& table) {
  std::string header;
  for (const reg::SqlColumn& column : table.columns)
    if (!column.is_approximate()) header += (header.empty() ? "" : ",") + column.name;
  CsvFile file{table.name + ".csv", header + "\n", table.rows.size()};
  for (const std::vector<reg::Cell>& row : table.rows) {
    std::vector<std::string> fields;
    for (std::size_t i = 0; i < row.size(); ++i)
      if (!table.columns[i].is_approximate()) fields.push_back(field(table.columns[i], row[i]));
    file.text += fmt::format("{}\n", fmt::join(fields, ","));
  }
  return file;
}

CsvFile left_out(const reg::LeftOut& above, reg::Handling most) {
  CsvFile file{"left_out.csv", "above,what,count\n", 0};
  for (std::size_t i = 0; i < reg::kFactKinds; ++i) {
    if (above.counts[i] == 0) continue;
    file.text += fmt::format("{},{},{}\n", word(most),
                             noun(static_cast<reg::FactKind>(i), above.counts[i]), above.counts[i]);
    ++file.rows;
  }
  return file;
}

}  // namespace

RegisterCsv register_csv(const reg::Register& all, const reg::Sieve& sieve) {
  const reg::Sifted sifted = reg::sift(all, sieve);
  RegisterCsv csv{.files = {}, .above = sifted.left_out};
  for (const reg::DataTable& table : reg::tables_of(sifted.content))
    csv.files.push_back(file_of(table));
  csv.files.push_back(left_out(sifted.left_out, sieve.most));
  return csv;
}

}  // namespace spoor::dossier
