namespace Plenum.Rooms;

/// <summary>What flows to whom, whichever way.</summary>
/// <param name="Publication">What.</param>
/// <param name="Subscriber">To whom.</param>
internal readonly record struct EdgePair(PublicationId Publication, ParticipantId Subscriber)
{
    public static EdgePair Of(Edge edge) => new(edge.Publication, edge.Subscriber);

    public static EdgePair Of(EdgeId edge) => new(edge.Publication, edge.Subscriber);

    public bool Concerns(ParticipantId participant) => Publication.Publisher == participant || Subscriber == participant;
}
