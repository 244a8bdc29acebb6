namespace Plenum.Rooms;

/// <summary>The answer to a command. It goes to the sender before any of the effects.</summary>
public abstract record RoomReply
{
    /// <summary>Done.</summary>
    public sealed record Done : RoomReply
    {
        /// <summary>The only one.</summary>
        public static readonly Done Instance = new();

        private Done()
        {
        }
    }

    /// <summary>Not done.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Refused(RoomError Error) : RoomReply;

    /// <summary>To a join, resume or restore: in the room, with the whole of it as of event <paramref name="Seq"/>.</summary>
    /// <param name="Seq">The number of the last event that the snapshot includes.</param>
    /// <param name="Session">What the resume token has to hold.</param>
    /// <param name="Snapshot">The room.</param>
    public sealed record Welcome(long Seq, SessionClaims Session, RoomSnapshot Snapshot) : RoomReply;

    /// <summary>To a join, resume or restore: in the waiting room.</summary>
    /// <param name="Seq">The number of the last event.</param>
    /// <param name="Session">What the resume token has to hold.</param>
    public sealed record Waiting(long Seq, SessionClaims Session) : RoomReply;

    /// <summary>To a resume: the missed events follow as <see cref="Delivery"/>.</summary>
    /// <param name="Session">What the resume token has to hold.</param>
    public sealed record Resumed(SessionClaims Session) : RoomReply;
}
