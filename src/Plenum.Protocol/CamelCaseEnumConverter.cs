using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>Enums are camel-case strings on the wire, never numbers.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class CamelCaseEnumConverter<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
