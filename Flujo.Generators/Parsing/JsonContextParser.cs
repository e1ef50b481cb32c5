using Flujo.Generators.Models;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Generators.Parsing;

/// <summary>Finds the contexts of the JSON serialiser that the project declares: by them captured values are written without reflection.</summary>
internal static class JsonContextParser
{
    /// <summary>The types, as generated code writes them, in ordinal order.</summary>
    public static EquatableArray<string> Parse(Candidates<ClassDeclarationSyntax> file, Compilation compilation, CancellationToken cancellationToken)
    {
        SemanticModel model = compilation.GetSemanticModel(file.Tree);
        var contexts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (ClassDeclarationSyntax syntax in file.Nodes)
        {
            if (model.GetDeclaredSymbol(syntax, cancellationToken) is INamedTypeSymbol type && JsonContexts.IsUsable(type))
                contexts.Add(type.ToDisplayString(Formats.Code));
        }

        return contexts.ToEquatableArray();
    }
}
