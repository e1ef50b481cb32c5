namespace Flujo.Analyzers.Naming;

/// <summary>The words that say nothing, by how far that goes. All in lower case.</summary>
internal static class VagueWords
{
    /// <summary>Say nothing beside any other word: articles, pronouns, "do". What is left without them decides.</summary>
    public static readonly HashSet<string> Fillers = Set("""
        a an the my our your this that these those it its me some any no flujo do does doing async
        """);

    /// <summary>Numbers in words. Roman ones count behind another vague word only, see <see cref="VagueNames"/>.</summary>
    public static readonly HashSet<string> Numbers = Set("""
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
        twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
        first second third fourth fifth sixth seventh eighth ninth tenth
        """);

    public static readonly HashSet<string> RomanNumbers = Set("i ii iii iv v vi vii viii ix x xi xii");

    /// <summary>Say nothing among themselves: placeholders, and words that are true of every step.</summary>
    public static readonly HashSet<string> Empty = Set("""
        foo foobar foobaz bar baz qux quux quuz corge grault garply plugh xyzzy
        tmp temp dummy blah bla blub yada meh whatever something somethings anything stuff thing things thingy thingie misc etc
        untitled unnamed nameless noname todo todos fixme tbd tba wip lorem ipsum placeholder changeme deleteme renameme
        abc abcd xyz hjkl jkl fdsa wasd
        step steps substep substeps method methods func funcs fn task tasks work works test testing demo example name
        run runs running execute executes execution executor exec perform
        main next last final new old other another extra impl core inner internal all everything
        """);

    /// <summary>Say nothing alone, with a number or with a filler; beside another word they may: "process" against "process_orders".</summary>
    public static readonly HashSet<string> EmptyAlone = Set("""
        call calls invoke process processing handle handles handling start begin go action operation job jobs item items value data result
        node block stage phase part section unit activity component command loop branch conditional parallel iteration attempt span
        pipeline flow workflow agent tool default hello util utils helper helpers manager handler worker wrapper callback lambda delegate
        anonymous logic code function functions procedure proc routine sample mock stub fake hack program app application script unknown
        """);

    /// <summary>Verbs that say nothing of a step: "process_step".</summary>
    public static readonly HashSet<string> EmptyVerbs = Set("call invoke process handle start begin");

    /// <summary>Whole names, written as words with underscores.</summary>
    public static readonly HashSet<string> Phrases = Set("""
        hello_world change_me delete_me rename_me replace_me fix_me fill_in to_do no_name name_me name_here your_name_here insert_name_here
        """);

    /// <summary>The starts of a keyboard's rows, by which people write what they will not read again.</summary>
    public static readonly string[] KeyboardRows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

    private static HashSet<string> Set(string words) =>
        new(words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
