//! Assignment of least cost, by the Hungarian algorithm.

/// Least sum of one cost in each row, no two of which are in the same column. There are at least as many columns as rows.
/// Takes the square of the rows times the columns.
pub fn least_cost(costs: &[Vec<f64>]) -> f64 {
    let columns = costs.first().map_or(0, Vec::len);
    let mut potentials = Potentials { rows: vec![0.0; costs.len()], columns: vec![0.0; columns] };
    let mut row_of: Vec<Option<usize>> = vec![None; columns];
    for row in 0..costs.len() {
        let (mut column, before) = potentials.shortest_path(costs, row, &row_of);
        // Turn the path around: each row on it takes the column behind it.
        loop {
            let previous = before[column];
            row_of[column] = previous.map_or(Some(row), |previous| row_of[previous]);
            match previous {
                Some(previous) => column = previous,
                None => break,
            }
        }
    }
    let assigned = row_of.iter().enumerate().filter_map(|(column, row)| Some(costs[(*row)?][column]));
    assigned.sum()
}

/// Prices of rows and columns, whose sum is at most the cost at their crossing, and equal to it where they are assigned.
struct Potentials {
    rows: Vec<f64>,
    columns: Vec<f64>,
}

impl Potentials {
    /// Shortest path from a row to a free column, over columns that are assigned: the free one, and the column before each
    /// column on the path.
    fn shortest_path(
        &mut self,
        costs: &[Vec<f64>],
        first: usize,
        row_of: &[Option<usize>],
    ) -> (usize, Vec<Option<usize>>) {
        let columns = row_of.len();
        let mut distance = vec![f64::INFINITY; columns];
        let mut before: Vec<Option<usize>> = vec![None; columns];
        let mut visited: Vec<usize> = Vec::new();
        let mut is_visited = vec![false; columns];
        let (mut row, mut from) = (first, None);
        loop {
            let (mut nearest, mut step) = (0, f64::INFINITY);
            for column in (0..columns).filter(|column| !is_visited[*column]) {
                let reduced = costs[row][column] - self.rows[row] - self.columns[column];
                if reduced < distance[column] {
                    distance[column] = reduced;
                    before[column] = from;
                }
                if distance[column] < step {
                    (nearest, step) = (column, distance[column]);
                }
            }
            self.rows[first] += step;
            for column in &visited {
                self.columns[*column] -= step;
                if let Some(row) = row_of[*column] {
                    self.rows[row] += step;
                }
            }
            for column in (0..columns).filter(|column| !is_visited[*column]) {
                distance[column] -= step;
            }
            let Some(next) = row_of[nearest] else { return (nearest, before) };
            is_visited[nearest] = true;
            visited.push(nearest);
            (row, from) = (next, Some(nearest));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::least_cost;
    use proptest::prelude::*;

    /// Least cost by trying everything.
    fn tried(costs: &[Vec<f64>], taken: &mut Vec<usize>) -> f64 {
        let Some(row) = costs.get(taken.len()) else { return 0.0 };
        let mut least = f64::INFINITY;
        for (column, cost) in row.iter().enumerate() {
            if !taken.contains(&column) {
                taken.push(column);
                least = least.min(cost + tried(costs, taken));
                taken.pop();
            }
        }
        least
    }

    proptest! {
        #[test]
        fn no_assignment_costs_less(
            costs in (1..5_usize, 0..3_usize).prop_flat_map(|(rows, more)| {
                prop::collection::vec(prop::collection::vec(-2.0..0.5_f64, rows + more), rows)
            })
        ) {
            let (found, least) = (least_cost(&costs), tried(&costs, &mut Vec::new()));
            prop_assert!((found - least).abs() < 1e-9, "{found} {least}");
        }
    }

    #[test]
    fn nothing_costs_nothing() {
        assert!(least_cost(&[]).abs() < f64::EPSILON);
    }
}
