using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Flujo.Testing;

/// <summary>Puts a project in memory into a workspace, with its settings in real configuration files, as the SDK does it.</summary>
public static class MemoryProject
{
    /// <summary>Adds the project to a workspace; disposing of that frees it.</summary>
    public static Project Create(AdhocWorkspace workspace, SourceCompilation source)
    {
        ProjectId id = ProjectId.CreateNewId();
        Project project = workspace.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Default,
            source.AssemblyName,
            source.AssemblyName,
            LanguageNames.CSharp,
            compilationOptions: source.CompilationOptions,
            parseOptions: source.ParseOptions,
            metadataReferences: References.Framework.AddRange(source.References),
            documents: source.Files.Select(file => Document(id, file.Key, file.Value)),
            analyzerReferences: source.Generator is { } generator ? [new AnalyzerFileReference(generator.GetType().Assembly.Location, new Loaded(generator))] : []));

        string globals = "is_global = true\n" + string.Concat(source.Properties.Select(each => $"build_property.{each.Key} = {each.Value}\n"));
        return AddConfiguration(AddConfiguration(project, ".editorconfig", "root = true\n" + source.EditorConfig), ".globalconfig", globals);
    }

    private static DocumentInfo Document(ProjectId project, string path, string text) => DocumentInfo.Create(
        DocumentId.CreateNewId(project),
        Path.GetFileName(path),
        filePath: SourceCompilation.Directory + path,
        loader: TextLoader.From(TextAndVersion.Create(Text(text), VersionStamp.Default)));

    private static Project AddConfiguration(Project project, string name, string text) =>
        project.AddAnalyzerConfigDocument(name, Text(text), filePath: SourceCompilation.Directory + name).Project;

    private static SourceText Text(string text) => SourceText.From(text, Encoding.UTF8, SourceHashAlgorithm.Sha256);

    /// <summary>The generator's assembly is in the process already: a second copy would be another type.</summary>
    private sealed class Loaded(IIncrementalGenerator generator) : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => generator.GetType().Assembly;
    }
}
