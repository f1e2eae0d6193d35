# Golden survey. SIMULATED DATA. Data set simulated-golden-w1-v3.
# Run it from the folder of the bundle.
read_table <- function(path) read.csv(path, encoding = "UTF-8", na.strings = "", check.names = FALSE, stringsAsFactors = FALSE)
tables <- read_table("simulated-tables.csv")
crossed <- read_table("simulated-crossed.csv")
codebook <- read_table("simulated-codebook.csv")
counts <- function(item) {
  rows <- tables[tables$item == item & tables$category == "option", ]
  label <- function(variable, code) codebook$answer[codebook$variable == variable & codebook$code %in% code & codebook$category == "option"][1]
  single <- rows$kind[1] == "single"
  name <- function(variable) codebook$label[codebook$variable == variable][1]
  answer <- if (single) mapply(label, rows$variable, rows$code) else sapply(rows$variable, name)
  ok <- !is.na(rows$count) & rows$answered > 0
  ends <- t(mapply(function(x, n, ok) if (ok) wilson(x, n) else c(NA, NA), rows$count, rows$answered, ok))
  data.frame(answer = unname(answer), count = rows$count, answered = rows$answered, share = rows$count / rows$answered,
             low = ends[, 1], high = ends[, 2])
}
wilson <- function(x, n, z = qnorm(0.975)) {
  centre <- (x + z^2 / 2) / (n + z^2)
  half <- z / (n + z^2) * sqrt(x * (n - x) / n + z^2 / 4)
  c(centre - half, centre + half)
}
cross <- function(row, column) {
  here <- crossed[crossed$row == row & crossed$column == column, ]
  rows <- unique(here$row_value)
  columns <- unique(here$column_value)
  matrix(here$count, nrow = length(rows), byrow = TRUE, dimnames = setNames(list(rows, columns), c(row, column)))
}
message("These data are simulated: no one gave these answers. They show the form of the files, and say nothing of people.")
