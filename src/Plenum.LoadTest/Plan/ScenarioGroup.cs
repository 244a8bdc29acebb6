using System.Text.Json.Serialization;

namespace Plenum.LoadTest.Plan;

/// <summary>Rooms of one kind. A test has one group, or several from a file.</summary>
internal sealed record ScenarioGroup
{
    /// <summary>What they do.</summary>
    public required ScenarioKind Kind { get; init; }

    /// <summary>Of a room of a churn: viewers at one time, where the number of rooms is left out.</summary>
    private const int CrowdOfChurn = 24;

    /// <summary>How many rooms of this kind; null for one, of a churn for as many as keep each of them small.</summary>
    public int? Rooms { get; init; }

    /// <summary>Of a room: everybody, in a meeting or an audio room.</summary>
    public int Participants { get; init; } = 10;

    /// <summary>Of a room: those who publish, in a webinar.</summary>
    public int Publishers { get; init; } = 1;

    /// <summary>Of a room: those who only watch, in a webinar, a livestream.</summary>
    public int Viewers { get; init; } = 100;

    /// <summary>Of all rooms of a churn together: viewers that come, and as many that go, each second.</summary>
    public double ChurnRate { get; init; } = 10;

    /// <summary>How long a viewer of a churn stays.</summary>
    [JsonIgnore]
    public TimeSpan Stay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The same in seconds, as files say it.</summary>
    public double StaySeconds
    {
        get => Stay.TotalSeconds;
        init => Stay = TimeSpan.FromSeconds(value);
    }

    /// <summary>How many rooms that makes.</summary>
    [JsonIgnore]
    public int RoomCount => Rooms
        ?? (Kind == ScenarioKind.Churn ? Math.Max(1, (int)Math.Ceiling(ChurnRate * Stay.TotalSeconds / CrowdOfChurn)) : 1);
}
