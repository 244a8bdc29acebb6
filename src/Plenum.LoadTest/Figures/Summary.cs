using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Plenum.LoadTest.Figures;

/// <summary>What a test found. Its JSON is what <c>--json</c> writes and <c>--require</c> reads.</summary>
internal sealed record Summary
{
    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>The server.</summary>
    public required string Target { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long figures were taken, in seconds.</summary>
    public required double HoldSeconds { get; init; }

    /// <summary>Who was there.</summary>
    public required ParticipantFigures Participants { get; init; }

    /// <summary>How they came.</summary>
    public required JoinFigures Joins { get; init; }

    /// <summary>How media was protected: the SRTP profiles that DTLS agreed on, and by how many connections.</summary>
    public required IReadOnlyDictionary<string, int> Srtp { get; init; }

    /// <summary>From the start of a join to the first packet of media.</summary>
    public required Distribution FirstPacketMs { get; init; }

    /// <summary>From the start of a join to the end of the first key frame.</summary>
    public required Distribution FirstKeyFrameMs { get; init; }

    /// <summary>What came.</summary>
    public required DeliveryFigures Delivery { get; init; }

    /// <summary>Of each stream that flows (RFC 3550), at the end of the hold.</summary>
    public required Distribution JitterMs { get; init; }

    /// <summary>From a publisher's socket to a subscriber's, by the send time in the payload.</summary>
    public required Distribution ForwardingDelayMs { get; init; }

    /// <summary>What the test itself took.</summary>
    public required GeneratorFigures Generator { get; init; }

    /// <summary>What the server's processes took; null when they were not named.</summary>
    public ServerFigures? Server { get; init; }

    /// <summary>Whether it was what it must be.</summary>
    public IReadOnlyList<RequirementResult> Requirements { get; init; } = [];

    /// <summary>As JSON.</summary>
    public JsonNode ToJson() => JsonSerializer.SerializeToNode(this, SummaryJson.Default.Summary)!;

    /// <summary>The same with its requirements looked at.</summary>
    public Summary Judge(IEnumerable<Requirement> requirements)
    {
        var json = ToJson();
        return this with { Requirements = [.. requirements.Select(requirement => requirement.Check(json))] };
    }
}

/// <summary>Writes a summary.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Summary))]
internal sealed partial class SummaryJson : JsonSerializerContext;
