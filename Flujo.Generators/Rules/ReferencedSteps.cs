using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Flujo.Rules;

/// <summary>What the metadata of referenced assemblies says of their steps. Read once per assembly: attributes in metadata take time.</summary>
internal static class ReferencedSteps
{
    private const string Runtime = "Flujo.Runtime";

    // Assembly symbols live as long as the references do, over many compilations.
    private static readonly ConditionalWeakTable<IAssemblySymbol, Content> Known = new();

    /// <summary>The names of all steps of referenced assemblies, in ordinal order. Partial steps trace themselves and are not among them.</summary>
    public static ImmutableSortedSet<string> NamesIn(Compilation compilation) => compilation.SourceModule.ReferencedAssemblySymbols
        .Where(static assembly => assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static name => name.Name == Runtime)))
        .SelectMany(static assembly => Of(assembly).StepNames)
        .ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>Whether a method of a referenced assembly is itself an iterator. The compiler's own mark is not in reference assemblies, hence ours.</summary>
    public static bool IsIterator(IMethodSymbol method) =>
        method.GetAttributes().Any(static each => each.AttributeClass?.Name == "IteratorStateMachineAttribute")
        || (method.GetDocumentationCommentId() is { } id && Of(method.ContainingAssembly).Iterators.Contains(id));

    private static Content Of(IAssemblySymbol assembly) => Known.GetValue(assembly, static each => new Content(each));

    private sealed class Content
    {
        private readonly HashSet<string> _stepNames = new(StringComparer.Ordinal);

        public Content(IAssemblySymbol assembly)
        {
            Iterators = [.. assembly.GetAttributes()
                .Where(static each => each.AttributeClass is { Name: "FlujoIteratorAttribute", ContainingNamespace.Name: "CompilerServices" })
                .Select(static each => each.ConstructorArguments.FirstOrDefault().Value as string ?? "")];
            Add(assembly.GlobalNamespace);
        }

        public IReadOnlyCollection<string> StepNames => _stepNames;

        public HashSet<string> Iterators { get; }

        private void Add(INamespaceOrTypeSymbol container)
        {
            foreach (ISymbol member in container.GetMembers())
            {
                if (member is INamespaceOrTypeSymbol inner)
                    Add(inner);
                else if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && StepAttributes.IsMarked(method) && !PartialForm.TracesItself(method))
                    _stepNames.Add(method.Name);
            }
        }
    }
}
