* Golden survey. SIMULATED DATA. Data set simulated-golden-w1-v3.
* Run it from the folder of the bundle.
version 14
set more off
display as error `"These data are simulated: no one gave these answers. They show the form of the files, and say nothing of people."'
import delimited using `"simulated-tables.csv"', clear varnames(1) encoding("UTF-8") bindquote(strict) stringcols(2 3 4 5 6 8 12)
label define yesno 0 `"no"' 1 `"yes"', replace
label variable simulated `"Simulated"'
label values simulated yesno
label variable item `"Variable"'
label variable variable `"Variable name"'
label variable source `"Source"'
label variable kind `"Kind"'
label variable category `"Meaning"'
label variable code `"Code"'
label variable value `"Value"'
label variable count `"People"'
label variable answered `"Answered"'
label variable others `"Left out (taught before)"'
label variable state `"Shown"'
save `"tables.dta"', replace
import delimited using `"simulated-crossed.csv"', clear varnames(1) encoding("UTF-8") bindquote(strict) stringcols(2 4 5 7 9)
label define yesno 0 `"no"' 1 `"yes"', replace
label variable simulated `"Simulated"'
label values simulated yesno
label variable row `"Row question"'
label variable row_code `"Row code"'
label variable row_value `"Row value"'
label variable column `"Column question"'
label variable column_code `"Column code"'
label variable column_value `"Column value"'
label variable count `"People"'
label variable state `"Shown"'
save `"crossed.dta"', replace
import delimited using `"simulated-codebook.csv"', clear varnames(1) encoding("UTF-8") bindquote(strict) stringcols(1 2 3 4 5 6 7 9 10 15 16)
label define yesno 0 `"no"' 1 `"yes"', replace
label variable variable `"Variable name"'
label variable item `"Variable"'
label variable source `"Source"'
label variable kind `"Kind"'
label variable level `"Level"'
label variable label `"Question"'
label variable category `"Meaning"'
label variable code `"Code"'
label variable value `"Value"'
label variable answer `"Answer"'
label variable missing `"Missing"'
label values missing yesno
label variable n `"n"'
label variable compared `"Compared with a reference"'
label values compared yesno
label variable epsilon `"Epsilon of the draw"'
label variable grid `"Points"'
label variable asked_if `"Asked if"'
save `"codebook.dta"', replace
