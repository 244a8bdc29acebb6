namespace Plenum.Rooms;

/// <summary>Everything published goes to everybody else, peer to peer.</summary>
public sealed class MeshTopology : ITopology
{
    /// <summary>More than this, and the uplinks of ordinary clients carry it no longer: each sends its tracks n - 1 times.</summary>
    public const int Limit = 8;

    /// <inheritdoc />
    public int MaxParticipants => Limit;

    /// <inheritdoc />
    public Plan Plan(IReadOnlyList<ParticipantState> participants)
    {
        var publications = participants.Sum(participant => participant.Publications.Count);
        if (publications == 0 || participants.Count < 2)
            return Rooms.Plan.Empty;
        var edges = new Edge[publications * (participants.Count - 1)];
        var count = 0;
        foreach (var publisher in participants)
        {
            foreach (var publication in publisher.Publications)
            {
                foreach (var subscriber in participants)
                {
                    if (subscriber.Id != publisher.Id)
                        edges[count++] = new(publication.Id, subscriber.Id, EdgeVia.Direct);
                }
            }
        }

        return new(edges);
    }
}
