namespace Plenum.Client.Signaling;

/// <summary>Looks at a message before it is read.</summary>
/// <param name="message">The message.</param>
/// <returns>Whether it is of no interest, so that it need not be read.</returns>
internal delegate bool WireFilter(ReadOnlySpan<byte> message);
