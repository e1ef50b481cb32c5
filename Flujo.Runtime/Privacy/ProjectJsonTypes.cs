using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Flujo.Diagnostics;

namespace Flujo.Privacy;

/// <summary>
/// The JSON type information that the program's own assemblies bring along: their source-generated contexts, which generated code names from module initializers. Each is
/// made when a value is first written. Thread-safe; grows only.
/// </summary>
internal sealed class ProjectJsonTypes : IJsonTypeInfoResolver
{
    public static readonly ProjectJsonTypes Instance = new();

    private readonly Lock _gate = new();
    private volatile Lazy<IJsonTypeInfoResolver?>[] _resolvers = [];

    private ProjectJsonTypes()
    {
    }

    public void Add(Func<IJsonTypeInfoResolver> make)
    {
        lock (_gate)
        {
            _resolvers = [.. _resolvers, new Lazy<IJsonTypeInfoResolver?>(() => Make(make))];
        }
    }

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        foreach (Lazy<IJsonTypeInfoResolver?> resolver in _resolvers)
        {
            if (Find(resolver.Value, type, options) is { } info)
            {
                return info;
            }
        }

        return null;
    }

    private static JsonTypeInfo? Find(IJsonTypeInfoResolver? resolver, Type type, JsonSerializerOptions options)
    {
        try
        {
            return resolver?.GetTypeInfo(type, options);
        }
        catch (Exception error)
        {
            Notes.Write("json_context_failed", $"{resolver!.GetType()} cannot tell how {type} is written: {error.GetType().Name}: {error.Message}");
            return null;
        }
    }

    private static IJsonTypeInfoResolver? Make(Func<IJsonTypeInfoResolver> make)
    {
        try
        {
            return make();
        }
        catch (Exception error)
        {
            Notes.Write("json_context_failed", $"a JsonSerializerContext could not be made: {error.GetType().Name}: {error.Message}");
            return null;
        }
    }
}
