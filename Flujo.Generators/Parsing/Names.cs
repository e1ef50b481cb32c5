using Flujo.Rules;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Generators.Parsing;

/// <summary>Names as syntax alone knows them.</summary>
internal static class Names
{
    /// <summary>The name by which an invocation calls, or null where it calls something that is no name.</summary>
    public static SimpleNameSyntax? Called(InvocationExpressionSyntax invocation) => CalledName.Of(invocation);

    /// <summary>The last part of an attribute's or a type's name.</summary>
    public static string Last(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    /// <summary>The last parts of the names of a member's attributes.</summary>
    public static IEnumerable<string> Attributes(MemberDeclarationSyntax member) =>
        member.AttributeLists.SelectMany(static list => list.Attributes).Select(static attribute => Last(attribute.Name));
}
