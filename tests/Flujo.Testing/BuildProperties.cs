using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Testing;

/// <summary>MSBuild properties as a generator or analyzer sees them; ProjectDir is always set.</summary>
public sealed class BuildProperties : AnalyzerConfigOptionsProvider
{
    private readonly Options _options;

    public BuildProperties(params (string Name, string Value)[] properties) =>
        _options = new([.. properties, ("ProjectDir", SourceCompilation.Directory)]);

    public override AnalyzerConfigOptions GlobalOptions => _options;

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _options;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _options;

    private sealed class Options(IEnumerable<(string Name, string Value)> properties) : AnalyzerConfigOptions
    {
        private readonly Dictionary<string, string> _values =
            properties.ToDictionary(each => "build_property." + each.Name, each => each.Value, KeyComparer);

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => _values.TryGetValue(key, out value);
    }
}
