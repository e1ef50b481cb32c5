using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace Flujo.Runtime.Tests.Architecture;

/// <summary>The dependency rule of ARCHITECTURE.md, held against the compiled runtime and against its sources.</summary>
public sealed partial class RoomsTests
{
    /// <summary>Folders whose public types are of the root's namespace: people write their names.</summary>
    private static readonly string[] PublicFolders = ["Annotations", "Pipelines", "Testing"];

    /// <summary>Which rooms each room may use. The public types are everybody's words.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        [""] = ["Recording", "Engines", "Journal", "Privacy", "Vocabulary"],
        ["Testing"] = [],
        ["Pipelines"] = ["Rules", "CompilerServices", "Recording", "Engines", "Privacy", "Diagnostics", "Vocabulary"],
        ["CompilerServices"] = ["Recording", "Engines", "Journal", "Privacy", "Diagnostics", "Vocabulary"],
        ["Recording"] = ["Engines", "Journal", "Costs", "Privacy", "Diagnostics", "Vocabulary"],
        ["Engines"] = ["Draining", "Export", "Reading", "Storage", "Journal", "Privacy", "Diagnostics", "Vocabulary"],
        ["Export"] = ["Storage", "Diagnostics", "Vocabulary"],
        ["Draining"] = ["Storage", "Journal", "Diagnostics", "Vocabulary"],
        ["Reading"] = ["Storage", "Diagnostics", "Vocabulary"],
        ["Storage"] = ["Vocabulary"],
        ["Journal"] = ["Vocabulary"],
        ["Costs"] = ["Privacy", "Diagnostics"],
        ["Privacy"] = ["Diagnostics"],
        ["Diagnostics"] = [],
        ["Vocabulary"] = [],
        ["Rules"] = [], // the generator's, of which the runtime compiles the name of a step
    };

    [Fact]
    public void Rooms_AreThoseThatTheRuleNames() =>
        Assert.Equal(MayUse.Keys.Order(StringComparer.Ordinal), typeof(FlujoTrace).Assembly.GetTypes().Select(RoomOf).OfType<string>().Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Room_UsesNoneToItsLeft()
    {
        string[] offences = [.. typeof(FlujoTrace).Assembly.GetTypes()
            .Where(static type => RoomOf(type) is not null)
            .SelectMany(static type => new UsedTypes(type).All.Select(used => (User: type, Used: used)))
            .Where(static pair => IsForbiddenInCode(RoomOf(pair.User)!, RoomOf(pair.Used)))
            .Select(static pair => $"{pair.User.FullName} uses {pair.Used.FullName}")
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Assert.True(offences.Length == 0, string.Join('\n', offences));
    }

    /// <summary>Constants leave no trace in compiled code; to name them takes a using or the room's name.</summary>
    [Fact]
    public void SourceFile_NamesNoRoomToItsLeftAndIsInTheFolderOfItsNamespace()
    {
        string root = SourceRoot();
        var offences = new List<string>();
        foreach (string path in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            string[] parts = Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar);
            if (parts[0] is "obj" or "bin")
            {
                continue;
            }

            string folder = parts.Length == 1 ? "" : parts[0];
            string text = File.ReadAllText(path);
            string room = NamespaceLine().Match(text).Groups["room"].Value;
            if (room != folder && !(room.Length == 0 && PublicFolders.Contains(folder)))
            {
                offences.Add($"{string.Join('/', parts)} has the namespace of '{room}'");
            }

            foreach (Match match in RoomName().Matches(text))
            {
                string used = match.Groups["room"].Value;
                if (MayUse.ContainsKey(used) && IsForbidden(folder == "Annotations" ? "" : folder, used))
                {
                    offences.Add($"{string.Join('/', parts)} names {match.Value.Trim()}");
                }
            }
        }

        Assert.True(offences.Count == 0, string.Join('\n', offences));
    }

    /// <summary>In compiled code a public type does not tell its folder, so those of Pipelines/ and Testing/ pass for the root's.</summary>
    private static bool IsForbiddenInCode(string user, string? used) =>
        !(user.Length == 0 && PublicFolders.Contains(used)) && IsForbidden(user, used);

    private static bool IsForbidden(string user, string? used) =>
        used is not (null or "") && used != user && !MayUse[user].Contains(used, StringComparer.Ordinal);

    private static string? RoomOf(Type type) =>
        type.Assembly != typeof(FlujoTrace).Assembly ? null
        : type.Namespace == "Flujo" ? ""
        : type.Namespace is { } name && name.StartsWith("Flujo.", StringComparison.Ordinal) ? name.Split('.')[1] : null;

    private static string SourceRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../Flujo.Runtime"));

    [GeneratedRegex(@"^namespace Flujo(\.(?<room>\w+))?;", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using Flujo\.(?<room>\w+);|(?<![\w.""])(global::)?Flujo\.(?<room>\w+)\.\w+", RegexOptions.Multiline)]
    private static partial Regex RoomName();
}
