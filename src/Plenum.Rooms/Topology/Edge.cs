namespace Plenum.Rooms;

/// <summary>One line of a plan: this publication reaches this subscriber on this way.</summary>
/// <param name="Publication">What flows.</param>
/// <param name="Subscriber">To whom.</param>
/// <param name="Via">On which way.</param>
public readonly record struct Edge(PublicationId Publication, ParticipantId Subscriber, EdgeVia Via)
{
    /// <summary>The edge's name, which says all of it.</summary>
    public EdgeId Id => new(Publication, Subscriber, Via);

    /// <summary>Who publishes.</summary>
    public ParticipantId Publisher => Publication.Publisher;

    /// <summary>Whether somebody is at either end.</summary>
    /// <param name="participant">Somebody.</param>
    /// <returns>Whether they publish or subscribe here.</returns>
    public bool Concerns(ParticipantId participant) => Publisher == participant || Subscriber == participant;
}
