using Plenum.Rtc.OpenSsl.Interop;

namespace Plenum.Rtc.OpenSsl.Ciphers;

/// <summary>
/// HMAC-SHA1 (RFC 2104) that hashes its key once: a packet starts from copies of the inner and the outer state. The
/// library's own HMAC duplicates its contexts on the heap for every message.
/// </summary>
internal sealed unsafe class HmacSha1
{
    public const int DigestLength = 20;

    private const int BlockLength = 64;
    private const byte InnerPad = 0x36;
    private const byte OuterPad = 0x5C;

    private readonly Sha1State _inner;
    private readonly Sha1State _outer;

    /// <param name="key">At most one block of SHA-1, 64 bytes; SRTP's have 20.</param>
    public HmacSha1(ReadOnlySpan<byte> key)
    {
        _inner = KeyedState(key, InnerPad);
        _outer = KeyedState(key, OuterPad);
    }

    /// <summary>The MAC of three pieces in a row.</summary>
    public void Compute(
        ReadOnlySpan<byte> first,
        ReadOnlySpan<byte> second,
        ReadOnlySpan<byte> third,
        Span<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digest.Length, DigestLength);
        var state = _inner;
        Update(&state, first);
        Update(&state, second);
        Update(&state, third);
        fixed (byte* pointer = digest)
        {
            _ = LibCrypto.SHA1_Final(pointer, &state);
            state = _outer;
            _ = LibCrypto.SHA1_Update(&state, pointer, DigestLength);
            _ = LibCrypto.SHA1_Final(pointer, &state);
        }
    }

    private static Sha1State KeyedState(ReadOnlySpan<byte> key, byte pad)
    {
        Span<byte> block = stackalloc byte[BlockLength];
        block.Clear();
        key.CopyTo(block);
        foreach (ref var value in block)
            value ^= pad;

        Sha1State state;
        _ = LibCrypto.SHA1_Init(&state);
        Update(&state, block);
        block.Clear();
        return state;
    }

    private static void Update(Sha1State* state, ReadOnlySpan<byte> data)
    {
        fixed (byte* pointer = data)
            _ = LibCrypto.SHA1_Update(state, pointer, (nuint)data.Length);
    }
}
