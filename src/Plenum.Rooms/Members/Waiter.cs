namespace Plenum.Rooms;

/// <summary>Somebody in the waiting room. Told nothing about the room.</summary>
internal sealed class Waiter(Session session, Applicant applicant)
{
    public Session Session { get; } = session;

    public Applicant Applicant { get; } = applicant;

    public ParticipantId Id => Applicant.Id;

    public WaitingState State { get; } = new(applicant.Id, applicant.Identity, applicant.Name, applicant.Since);
}
