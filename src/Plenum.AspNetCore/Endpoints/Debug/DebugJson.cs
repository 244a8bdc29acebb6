using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plenum.AspNetCore.Endpoints.Debug;

/// <summary>Writes the state.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DictionaryKeyPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DebugState))]
[JsonSerializable(typeof(DebugProcess))]
internal sealed partial class DebugJson : JsonSerializerContext;
