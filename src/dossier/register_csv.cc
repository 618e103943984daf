#include "dossier/register_csv.h"

#include <fmt/format.h>

#include <variant>

#include "dossier/text.h"
#include "register/tables.h"

namespace spoor::dossier {
namespace {

std::string field(const reg::TableColumn& column, const reg::Cell& cell) {
  if (column.is_flag()) return cell == reg::Cell(std::int64_t{1}) ? "yes" : "";
  const auto* text = std::get_if<std::string>(&cell);
  return text ? csv_text(one_line(*text)) : reg::text_of(cell);
}

CsvFile file_of(const reg::RegisterTable& table) {
  std::string header;
  for (const reg::TableColumn& column : table.columns)
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
  for (const reg::RegisterTable& table : reg::tables_of(sifted.content))
    csv.files.push_back(file_of(table));
  csv.files.push_back(left_out(sifted.left_out, sieve.most));
  return csv;
}

}  // namespace spoor::dossier
