namespace Plenum.Rtc;

/// <summary>When somebody wants to be ticked, and who.</summary>
/// <param name="At">When <c>Tick</c> is due; <see cref="Timestamp.Never"/> for nothing.</param>
/// <param name="Owner">Who asked.</param>
public readonly record struct Deadline(Timestamp At, DeadlineOwner Owner)
{
    /// <summary>Nothing is due.</summary>
    public static readonly Deadline Never = new(Timestamp.Never, DeadlineOwner.None);

    /// <summary>The earlier of two deadlines.</summary>
    public static Deadline Earlier(Deadline left, Deadline right) => right.At < left.At ? right : left;

    /// <inheritdoc />
    public override string ToString() => $"{Owner} at {At}";
}
