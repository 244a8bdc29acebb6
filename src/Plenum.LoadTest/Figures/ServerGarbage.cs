using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plenum.LoadTest.Figures;

/// <summary>What a Plenum says of its collections (<c>/debug/process</c>), at one moment.</summary>
/// <param name="Collections">Since its start, by generation.</param>
/// <param name="PausedMs">How long all of them together held it up.</param>
/// <param name="Pauses">How many pauses there were.</param>
/// <param name="NewestPausesMs">The newest of them, the newest last.</param>
/// <param name="AllocatedBytes">All that was allocated since its start.</param>
/// <param name="LiveBytes">What was in use after the last collection of everything.</param>
internal sealed record ServerGarbage(
    IReadOnlyList<int> Collections,
    double PausedMs,
    long Pauses,
    IReadOnlyList<double> NewestPausesMs,
    long AllocatedBytes,
    long LiveBytes)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks a server.</summary>
    /// <returns>Null when it is no Plenum, or tells it only to its operators.</returns>
    public static async Task<ServerGarbage?> AskAsync(Uri server, string? token)
    {
        using var http = new HttpClient { Timeout = Patience };
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        try
        {
            var json = await http.GetStringAsync(new Uri(server, "/debug/process")).ConfigureAwait(false);
            return JsonSerializer.Deserialize(json, ServerGarbageJson.Default.ServerProcess)?.Garbage;
        }
        catch (Exception refused) when (refused is HttpRequestException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }

    /// <summary>What was between an earlier moment and this one.</summary>
    public GarbageFigures Since(ServerGarbage before)
    {
        var pauses = new Histogram();
        foreach (var pause in NewestPausesMs.TakeLast((int)Math.Min(NewestPausesMs.Count, Pauses - before.Pauses)))
            pauses.Add((long)(pause * 1000));
        return new(
            [.. Collections.Zip(before.Collections, (now, then) => now - then)],
            PausedMs - before.PausedMs,
            Distribution.Of(pauses),
            AllocatedBytes - before.AllocatedBytes);
    }

    /// <summary>Whose they are.</summary>
    /// <param name="Garbage">Its collections.</param>
    internal sealed record ServerProcess(ServerGarbage Garbage);
}

/// <summary>Reads it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ServerGarbage.ServerProcess))]
internal sealed partial class ServerGarbageJson : JsonSerializerContext;
