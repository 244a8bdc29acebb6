namespace Plenum.Rooms;

/// <summary>What the door says to an applicant.</summary>
internal abstract record DoorAnswer
{
    /// <summary>Come in, as this.</summary>
    public sealed record Enter(Role Role, Grants Grants) : DoorAnswer;

    /// <summary>Take a seat.</summary>
    public sealed record Wait : DoorAnswer;

    /// <summary>Stay out.</summary>
    public sealed record Refuse(RoomError Error) : DoorAnswer;
}
