namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>What came off a socket.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">The message, if it is one.</param>
internal readonly record struct IncomingMessage(IncomingKind Kind, ReadOnlyMemory<byte> Bytes)
{
    public static readonly IncomingMessage Close = new(IncomingKind.Close, default);

    public static readonly IncomingMessage TooLarge = new(IncomingKind.TooLarge, default);
}
