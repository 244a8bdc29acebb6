namespace Plenum.Engine.Io;

/// <summary>Whole datagrams of one message that stand one behind the other in a batch's memory.</summary>
/// <param name="Offset">Of the first byte.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Next">The message's next piece; negative for none.</param>
internal readonly record struct SendPiece(int Offset, int Length, int Next);
