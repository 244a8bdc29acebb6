using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plenum.LoadTest.Plan;

/// <summary>
/// Groups of rooms from a file: <c>{ "groups": [ { "kind": "meeting", "rooms": 20, "participants": 6 }, ... ] }</c>.
/// </summary>
internal sealed record MixtureFile
{
    // Not by generated code, which sets every property that a file leaves out to nothing.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The groups.</summary>
    public required IReadOnlyList<ScenarioGroup> Groups { get; init; }

    /// <summary>Reads a file that has no problem.</summary>
    /// <exception cref="LoadTestException">It has.</exception>
    public static IReadOnlyList<ScenarioGroup> Read(string path)
    {
        if (Problem(path) is { } problem)
            throw new LoadTestException(problem);
        return Parse(File.ReadAllBytes(path)).Groups;
    }

    /// <summary>What is wrong with a file, for people; null for nothing.</summary>
    public static string? Problem(string path)
    {
        try
        {
            return Problem(Parse(File.ReadAllBytes(path))) is { } problem ? $"{path}: {problem}" : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return $"There is no scenario and no file {path}: meeting, webinar, livestream, audio, churn or a JSON file.";
        }
        catch (JsonException malformed)
        {
            return $"{path}: {malformed.Message}";
        }
    }

    /// <summary>Reads the JSON of a mixture.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static MixtureFile Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<MixtureFile>(json, Options) ?? throw new JsonException("It is empty.");

    private static string? Problem(MixtureFile mixture)
    {
        if (mixture.Groups.Count == 0)
            return "there are no groups.";
        foreach (var group in mixture.Groups)
        {
            if (group.Rooms < 1 || group.Participants < 1 || group.Publishers < 1 || group.Viewers < 0 || group.ChurnRate <= 0
                || group.Stay <= TimeSpan.Zero)
            {
                return $"a {group.Kind} has a number that cannot be.";
            }
        }

        return null;
    }
}
