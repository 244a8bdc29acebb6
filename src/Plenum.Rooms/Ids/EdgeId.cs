namespace Plenum.Rooms;

/// <summary>Names an edge: the same publication, subscriber and way always give the same id, over restarts too.</summary>
/// <param name="Publication">What flows.</param>
/// <param name="Subscriber">To whom.</param>
/// <param name="Via">On which way.</param>
public readonly record struct EdgeId(PublicationId Publication, ParticipantId Subscriber, EdgeVia Via)
{
    private static readonly EdgeVia[] Ways = Enum.GetValues<EdgeVia>();

    /// <summary>Takes a text that came from outside.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The id, if the text is one.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string? text, out EdgeId id)
    {
        id = default;
        var arrow = text?.IndexOf('>', StringComparison.Ordinal) ?? -1;
        var colon = text?.LastIndexOf(':') ?? -1;
        if (arrow < 0 || colon < arrow || !PublicationId.TryParse(text![..arrow], out var publication)
            || !ParticipantId.TryParse(text[(arrow + 1)..colon], out var subscriber))
        {
            return false;
        }

        foreach (var way in Ways)
        {
            if (!text.AsSpan(colon + 1).SequenceEqual(WayOf(way)))
                continue;
            id = new(publication, subscriber, way);
            return true;
        }

        return false;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Publication}>{Subscriber}:{WayOf(Via)}";

    private static string WayOf(EdgeVia via) => via switch
    {
        EdgeVia.Direct => "direct",
        EdgeVia.Forward => "forward",
        EdgeVia.Mix => "mix",
        EdgeVia.Relay => "relay",
        _ => throw new ArgumentOutOfRangeException(nameof(via), via, "not a way"),
    };
}
