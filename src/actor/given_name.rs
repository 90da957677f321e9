//! Frequent given names: what stands behind one is a surname, also where it is the name of a place.
//!
//! Comes in: a word. Goes out: whether it is a given name (`Michael Jordan`), or the name of a place that is
//! one, too (`Jordan Smith`). The lists have what is frequent in English news; a name that is not in them is
//! taken for no given name.

/// True for a frequent given name.
pub(super) fn is_given_name(word: &str) -> bool {
    GIVEN_NAMES.binary_search(&word).is_ok()
}

/// True for the name of a place that is also a given name.
pub(super) fn is_place_and_given_name(name: &str) -> bool {
    PLACES.binary_search(&name).is_ok()
}

/// Names of places that are given names, sorted.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "Adelaide", "Alexandria", "Austin", "Brooklyn", "Carolina", "Chad", "Charlotte", "Chelsea", "Dakota",
    "Dallas", "Devon", "Florence", "Georgia", "Houston", "India", "Israel", "Jackson", "Jordan", "Kent",
    "Kenya", "Lincoln", "London", "Lourdes", "Madison", "Malta", "Milan", "Montana", "Nevada", "Odessa", "Paris",
    "Petra", "Philadelphia", "Phoenix", "Santiago", "Savannah", "Siena", "Sydney", "Tobago", "Valencia",
    "Victoria", "Vienna", "Virginia",
];

/// Sorted.
#[rustfmt::skip]
const GIVEN_NAMES: &[&str] = &[
    "Aaron", "Abdul", "Abdullah", "Abigail", "Abraham", "Adam", "Adrian", "Ahmad", "Ahmed", "Aisha",
    "Alan", "Albert", "Alberto", "Alejandro", "Aleksandr", "Alex", "Alexander", "Alexandra", "Alexei",
    "Alexey", "Alfred", "Ali", "Alice", "Alison", "Allan", "Allen", "Amanda", "Amy", "Ana", "Anastasia",
    "Andre", "Andrea", "Andreas", "Andrei", "Andrew", "Andrey", "Andriy", "Andy", "Angela", "Angelina",
    "Ann", "Anna", "Anne", "Anthony", "Anton", "Antonio", "Antony", "Arnold", "Arthur", "Ashley", "Barack",
    "Barbara", "Benjamin", "Bernard", "Bernie", "Beth", "Betty", "Bill", "Billy", "Bob", "Bobby", "Boris",
    "Brandon", "Brenda", "Brett", "Brian", "Bruce", "Bryan", "Carl", "Carla", "Carlos", "Carol",
    "Caroline", "Catherine", "Cecilia", "Charles", "Charlie", "Cheryl", "Chris", "Christian", "Christina",
    "Christine", "Christopher", "Claire", "Clara", "Claudia", "Colin", "Craig", "Cynthia", "Daniel",
    "Daniela", "Darren", "Dave", "David", "Dean", "Deborah", "Denis", "Dennis", "Denzel", "Derek", "Diana",
    "Diane", "Diego", "Dmitri", "Dmitry", "Dominic", "Donald", "Donna", "Dorothy", "Doug", "Douglas",
    "Duncan", "Dylan", "Ed", "Eddie", "Edgar", "Edith", "Eduardo", "Edward", "Edwin", "Eleanor", "Elena",
    "Elisabeth", "Elizabeth", "Ella", "Ellen", "Emily", "Emma", "Emmanuel", "Enrique", "Eric", "Erik",
    "Ernest", "Ethan", "Eugene", "Eva", "Evelyn", "Fatima", "Felix", "Fernando", "Fiona", "Frances",
    "Francesca", "Francesco", "Francis", "Francisco", "Frank", "Fred", "Frederick", "Gabriel", "Gareth",
    "Gary", "Geoffrey", "George", "Gerald", "Gerard", "Giorgia", "Giovanni", "Giulia", "Giuseppe", "Glenn",
    "Gordon", "Graham", "Greg", "Gregory", "Guy", "Hamza", "Hans", "Harold", "Harriet", "Harry", "Hassan",
    "Heather", "Heinrich", "Helen", "Helena", "Henri", "Henry", "Herbert", "Hillary", "Howard", "Hugh",
    "Hugo", "Hussein", "Ian", "Ibrahim", "Igor", "Imran", "Irene", "Irina", "Isaac", "Isabel", "Isabella",
    "Ivan", "Jack", "Jacob", "Jacqueline", "Jacques", "James", "Jamie", "Jan", "Jane", "Janet", "Jason",
    "Javier", "Jay", "Jean", "Jeff", "Jeffrey", "Jennifer", "Jeremy", "Jerry", "Jesse", "Jessica", "Jesus",
    "Jill", "Jim", "Jimmy", "Joan", "Joanna", "Joe", "Joel", "Johan", "Johann", "John", "Johnny", "Jon",
    "Jonas", "Jonathan", "Jorge", "Jose", "Josef", "Joseph", "Joshua", "José", "Juan", "Judith", "Julia",
    "Julian", "Julie", "Julio", "Justin", "Karen", "Karl", "Karolina", "Kate", "Katherine", "Kathleen",
    "Kathryn", "Katie", "Keir", "Keith", "Kelly", "Ken", "Kenneth", "Kevin", "Kimberly", "Kirill", "Klaus",
    "Kristen", "Kyle", "Larry", "Laura", "Lauren", "Laurent", "Lawrence", "Leo", "Leon", "Leonard",
    "Leonid", "Leslie", "Lewis", "Liam", "Linda", "Lisa", "Liz", "Lloyd", "Lorenzo", "Louis", "Louise",
    "Luca", "Lucas", "Lucia", "Lucy", "Luigi", "Luis", "Luke", "Lula", "Lydia", "Maksim", "Manuel", "Marc",
    "Marco", "Marcus", "Margaret", "Maria", "Marie", "Marina", "Mario", "Mark", "Marta", "Martha",
    "Martin", "Mary", "Mathias", "Matt", "Matteo", "Matthew", "Maurice", "Max", "Maxim", "Megan",
    "Melania", "Melissa", "Michael", "Michel", "Michelle", "Miguel", "Mike", "Mikhail", "Mohamed",
    "Mohammad", "Mohammed", "Monica", "Moritz", "Muhammad", "Mustafa", "Nancy", "Naomi", "Natalia",
    "Natalie", "Nathan", "Neil", "Nicholas", "Nick", "Nicola", "Nicolas", "Nicole", "Nigel", "Nikita",
    "Nikolai", "Nina", "Noah", "Nora", "Norman", "Oleg", "Oleksandr", "Olena", "Olga", "Oliver", "Olivia",
    "Omar", "Oscar", "Otto", "Pablo", "Pamela", "Patricia", "Patrick", "Paul", "Paula", "Pavel", "Pedro",
    "Penny", "Pete", "Peter", "Petr", "Petro", "Phil", "Philip", "Philippe", "Phillip", "Pierre", "Rachel",
    "Ralph", "Ramon", "Raymond", "Rebecca", "Ricardo", "Richard", "Rick", "Rishi", "Rob", "Robert",
    "Roberta", "Roberto", "Robin", "Rodrigo", "Roger", "Roland", "Roman", "Ron", "Ronald", "Rosa", "Rose",
    "Ross", "Roy", "Rupert", "Russell", "Ruth", "Ryan", "Sally", "Salman", "Sam", "Samantha", "Samuel",
    "Sandra", "Sara", "Sarah", "Scott", "Sean", "Sebastian", "Sergei", "Sergey", "Sergio", "Shannon",
    "Sharon", "Shirley", "Silvia", "Simon", "Sofia", "Sophia", "Sophie", "Stanislav", "Stanley", "Stefan",
    "Stephanie", "Stephen", "Steve", "Steven", "Stewart", "Stuart", "Sue", "Susan", "Susanne", "Suzanne",
    "Svetlana", "Sylvia", "Tamara", "Tanya", "Tatiana", "Ted", "Terence", "Teresa", "Terry", "Theodore",
    "Theresa", "Thomas", "Tim", "Timothy", "Tina", "Todd", "Tom", "Tommy", "Tony", "Tracy", "Trevor",
    "Ursula", "Valentina", "Valerie", "Vera", "Veronica", "Victor", "Viktor", "Vincent", "Vladimir",
    "Volodymyr", "Walter", "Wayne", "Wendy", "Werner", "Will", "William", "Wolfgang", "Xavier", "Yasmin",
    "Yolanda", "Yulia", "Yuri", "Yusuf", "Yves", "Zachary", "Zoe",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(GIVEN_NAMES.is_sorted_by(|a, b| a < b));
        assert!(PLACES.is_sorted_by(|a, b| a < b));
        assert!(is_given_name("Michael") && !is_given_name("Secretary"));
    }
}
