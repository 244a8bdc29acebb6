namespace Plenum.Rtc.Crypto;

/// <summary>
/// Authenticated encryption of one packet under one key: the payload is encrypted, and the bytes that stand before it
/// (<c>header</c>) and after it (<c>trailer</c>) are authenticated with it. Serves SRTP, SRTCP and DTLS records alike.
/// An abstract class, not an interface: one virtual call per packet, nothing allocated.
/// </summary>
/// <remarks>One owner at a time: an instance keeps native state between calls and is not thread-safe.</remarks>
public abstract class PacketCipher : IDisposable
{
    /// <summary>Bytes that sealing adds behind the payload.</summary>
    public abstract int TagLength { get; }

    /// <summary>Bytes of an initialization vector: 12 for AES-GCM, 16 for AES counter mode.</summary>
    public abstract int IvLength { get; }

    /// <summary>
    /// Encrypts <paramref name="plaintext"/> into <paramref name="destination"/> and appends the tag. Both may be the
    /// same memory or not overlap at all. The same <paramref name="iv"/> must never serve two different packets.
    /// </summary>
    /// <param name="iv">Unique per packet, <see cref="IvLength"/> bytes.</param>
    /// <param name="header">Authenticated, not encrypted.</param>
    /// <param name="plaintext">What is encrypted; may be empty.</param>
    /// <param name="trailer">Authenticated after everything else; may be empty.</param>
    /// <param name="destination">At least the plaintext's length and <see cref="TagLength"/> more.</param>
    public abstract void Seal(
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> header,
        ReadOnlySpan<byte> plaintext,
        ReadOnlySpan<byte> trailer,
        Span<byte> destination);

    /// <summary>
    /// The inverse of <see cref="Seal"/>. False when the bytes are not authentic; what then stands in
    /// <paramref name="destination"/> is meaningless and must not be used.
    /// </summary>
    /// <param name="iv">As given to <see cref="Seal"/>.</param>
    /// <param name="header">As given to <see cref="Seal"/>.</param>
    /// <param name="ciphertextAndTag">What <see cref="Seal"/> wrote: at least <see cref="TagLength"/> bytes.</param>
    /// <param name="trailer">As given to <see cref="Seal"/>.</param>
    /// <param name="destination">At least the ciphertext's length; the same memory or no overlap.</param>
    public abstract bool TryOpen(
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> header,
        ReadOnlySpan<byte> ciphertextAndTag,
        ReadOnlySpan<byte> trailer,
        Span<byte> destination);

    /// <summary>It is used soon: asks for what belongs to it (<see cref="Rtc.Prefetch"/>).</summary>
    /// <param name="level">0 or 1: what is found by way of what the level before has asked for.</param>
    public virtual void Prefetch(int level)
    {
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the native key state.</summary>
    protected abstract void Dispose(bool disposing);
}
