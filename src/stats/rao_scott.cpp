// SPDX-License-Identifier: MIT
// Stats: the Rao-Scott test.
#include "stats/rao_scott.h"

#include <algorithm>
#include <cmath>

#include "base/limits.h"
#include "stats/checks.h"
#include "stats/distributions.h"

namespace triptych::stats {
namespace {

/// Square, row-major.
struct Matrix {
  std::size_t size;
  std::vector<double> values;

  double& at(std::size_t r, std::size_t c) { return values[r * size + c]; }
  double at(std::size_t r, std::size_t c) const { return values[r * size + c]; }
};

/// Solves a X = b in place of b, by elimination with pivots. False: a is singular.
bool solve(Matrix a, Matrix& b) {
  double scale = 0;
  for (const double value : a.values) scale = std::max(scale, std::fabs(value));
  for (std::size_t column = 0; column < a.size; ++column) {
    std::size_t pivot = column;
    for (std::size_t r = column + 1; r < a.size; ++r) {
      if (std::fabs(a.at(r, column)) > std::fabs(a.at(pivot, column))) pivot = r;
    }
    if (!(std::fabs(a.at(pivot, column)) > 1e-12 * scale)) return false;
    for (std::size_t c = 0; c < a.size; ++c) {
      std::swap(a.at(column, c), a.at(pivot, c));
      std::swap(b.at(column, c), b.at(pivot, c));
    }
    for (std::size_t r = 0; r < a.size; ++r) {
      if (r == column) continue;
      const double factor = a.at(r, column) / a.at(column, column);
      if (factor == 0) continue;
      for (std::size_t c = 0; c < a.size; ++c) {
        a.at(r, c) -= factor * a.at(column, c);
        b.at(r, c) -= factor * b.at(column, c);
      }
    }
  }
  for (std::size_t r = 0; r < a.size; ++r) {
    for (std::size_t c = 0; c < a.size; ++c) b.at(r, c) /= a.at(r, r);
  }
  return true;
}

/// Categories that somebody of weight is in, numbered from 0 in their order; returns how many.
std::size_t renumber(Categories& categories, const Weights& weights) {
  std::uint32_t most = 0;
  for (const std::uint32_t category : categories) most = std::max(most, category);
  std::vector<std::uint32_t> numbers(std::size_t{most} + 1, 0);
  for (std::size_t i = 0; i < categories.size(); ++i) numbers[categories[i]] |= weights[i] > 0 ? 1u : 0u;
  std::uint32_t next = 0;
  for (std::uint32_t& number : numbers) number = number != 0 ? next++ : 0;
  for (std::uint32_t& category : categories) category = numbers[category];
  return next;
}

/// The shares of the cells and what their variance needs.
struct CellShares {
  std::size_t rows;
  std::size_t columns;
  std::vector<double> shares;
  std::vector<double> squares;  ///< of the weights, as shares of all
  double people;

  double all_squares() const {
    double sum = 0;
    for (const double square : squares) sum += square;
    return sum;
  }
};

/// The contrast of an interaction, 1 at (r, c) of the cells and centred both ways: its value in one cell.
double contrast(const CellShares& cells, std::size_t contrast_index, std::size_t cell) {
  const std::size_t r = contrast_index / (cells.columns - 1) + 1;
  const std::size_t c = contrast_index % (cells.columns - 1) + 1;
  const double row = (cell / cells.columns == r ? 1 : 0) - 1 / static_cast<double>(cells.rows);
  const double column = (cell % cells.columns == c ? 1 : 0) - 1 / static_cast<double>(cells.columns);
  return row * column;
}

double pearson_of(const CellShares& cells) {
  std::vector<double> rows(cells.rows, 0);
  std::vector<double> columns(cells.columns, 0);
  for (std::size_t i = 0; i < cells.shares.size(); ++i) {
    rows[i / cells.columns] += cells.shares[i];
    columns[i % cells.columns] += cells.shares[i];
  }
  double sum = 0;
  for (std::size_t i = 0; i < cells.shares.size(); ++i) {
    const double expected = rows[i / cells.columns] * columns[i % cells.columns];
    sum += (cells.shares[i] - expected) * (cells.shares[i] - expected) / expected;
  }
  return cells.people * sum;
}

/// Generalised design effects: (C' D^-1 C / n)^-1 C' D^-1 V D^-1 C, D the shares, V their variance, C the
/// contrasts.
bool design_effects(const CellShares& cells, Matrix& effects) {
  const std::size_t size = (cells.rows - 1) * (cells.columns - 1);
  const std::size_t count = cells.shares.size();
  // Contrasts over shares; a cell of share 0 takes no part.
  std::vector<double> scaled(size * count, 0);
  std::vector<double> with_shares(size, 0);   // C' D^-1 p
  std::vector<double> with_squares(size, 0);  // C' D^-1 squares
  for (std::size_t k = 0; k < size; ++k) {
    for (std::size_t i = 0; i < count; ++i) {
      if (cells.shares[i] == 0) continue;
      scaled[k * count + i] = contrast(cells, k, i) / cells.shares[i];
      with_shares[k] += scaled[k * count + i] * cells.shares[i];
      with_squares[k] += scaled[k * count + i] * cells.squares[i];
    }
  }
  const double all_squares = cells.all_squares();
  Matrix under{size, std::vector<double>(size * size, 0)};
  effects = under;
  for (std::size_t k = 0; k < size; ++k) {
    for (std::size_t l = 0; l < size; ++l) {
      double simple = 0;
      double variance = 0;
      for (std::size_t i = 0; i < count; ++i) {
        const double product = scaled[k * count + i] * scaled[l * count + i];
        simple += product * cells.shares[i];
        variance += product * cells.squares[i];
      }
      // V = n / (n - 1) (diag(squares) - squares p' - p squares' + all_squares p p')
      variance += all_squares * with_shares[k] * with_shares[l] - with_squares[k] * with_shares[l] -
                  with_shares[k] * with_squares[l];
      under.at(k, l) = simple / cells.people;
      effects.at(k, l) = variance * cells.people / (cells.people - 1);
    }
  }
  return solve(std::move(under), effects);
}

}  // namespace

Result<RaoScott> rao_scott(const Categories& rows, const Categories& columns, const Weights& weights) {
  TRIPTYCH_TRY(check_most(weights.size(), limits::kRespondents, "/weights"));
  TRIPTYCH_TRY(check_length(rows.size(), weights.size(), "/rows"));
  TRIPTYCH_TRY(check_length(columns.size(), weights.size(), "/columns"));
  TRIPTYCH_TRY(check_weights(weights, "/weights"));
  for (const Categories* categories : {&rows, &columns}) {
    const std::uint32_t most = *std::max_element(categories->begin(), categories->end());
    TRIPTYCH_TRY(check_most(most, limits::kMarginCategories, categories == &rows ? "/rows" : "/columns"));
  }
  Categories row_of = rows;
  Categories column_of = columns;
  CellShares cells{
      renumber(row_of, weights), renumber(column_of, weights), {}, {}, static_cast<double>(weights.size())};
  if (cells.rows < 2) TRIPTYCH_TRY(check_length(cells.rows, 2, "/rows"));
  if (cells.columns < 2) TRIPTYCH_TRY(check_length(cells.columns, 2, "/columns"));
  TRIPTYCH_TRY(check_most((cells.rows - 1) * (cells.columns - 1), limits::kRaoScottContrasts, "/cells"));
  double sum = 0;
  for (const double weight : weights) sum += weight;
  cells.shares.assign(cells.rows * cells.columns, 0);
  cells.squares.assign(cells.rows * cells.columns, 0);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] == 0) continue;
    const std::size_t cell = row_of[i] * cells.columns + column_of[i];
    const double share = weights[i] / sum;
    cells.shares[cell] += share;
    cells.squares[cell] += share * share;
  }
  Matrix effects{};
  if (!design_effects(cells, effects)) return Error{ErrorCode::stats_empty, "/cells", {}};
  double trace = 0;
  double trace_of_square = 0;
  for (std::size_t k = 0; k < effects.size; ++k) {
    trace += effects.at(k, k);
    for (std::size_t l = 0; l < effects.size; ++l) trace_of_square += effects.at(k, l) * effects.at(l, k);
  }
  if (!(trace > 0) || !(trace_of_square > 0)) return Error{ErrorCode::stats_empty, "/cells", {}};
  const auto df = static_cast<double>(effects.size);
  RaoScott result{};
  result.pearson = pearson_of(cells);
  result.p_first_order = chi_squared_upper(result.pearson / (trace / df), df);
  result.f = result.pearson / trace;
  result.df1 = trace * trace / trace_of_square;
  result.df2 = result.df1 * (cells.people - 1);
  result.p = fisher_f_upper(result.f, result.df1, result.df2);
  return result;
}

}  // namespace triptych::stats
