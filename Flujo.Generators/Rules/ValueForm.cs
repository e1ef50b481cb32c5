namespace Flujo.Rules;

/// <summary>How a captured value becomes text, as far as its declared type tells.</summary>
internal enum ValueForm
{
    /// <summary>By itself: strings, numbers, dates, enums, Guids, JSON that is there already.</summary>
    Direct,

    /// <summary>By the JSON type information of a JsonSerializerContext of the project.</summary>
    JsonTypeInfo,

    /// <summary>By reflection over its properties; where the program has none, by ToString().</summary>
    Reflection,

    /// <summary>By one of these, which only the run tells: `object`, `dynamic`, a type parameter.</summary>
    RunTime,

    /// <summary>Only by its type: what does work, holds a handle, or would be used up by reading it.</summary>
    Unreadable,
}
