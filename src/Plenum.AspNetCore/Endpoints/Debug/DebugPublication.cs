namespace Plenum.AspNetCore.Endpoints.Debug;

/// <summary>What flows into the SFU.</summary>
internal sealed record DebugPublication(string Id, string Source, string Format, int Encodings);
