namespace Plenum.Rooms;

/// <summary>Names an edge: the same publication, subscriber and way always give the same id, over restarts too.</summary>
/// <param name="Publication">What flows.</param>
/// <param name="Subscriber">To whom.</param>
/// <param name="Via">On which way.</param>
public readonly record struct EdgeId(PublicationId Publication, ParticipantId Subscriber, EdgeVia Via)
{
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
