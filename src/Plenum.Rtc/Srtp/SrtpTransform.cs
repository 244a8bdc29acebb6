using System.Buffers.Binary;
using System.Security.Cryptography;
using Plenum.Rtc.Crypto;

namespace Plenum.Rtc.Srtp;

/// <summary>One cipher with its salt: all of RTP, or all of RTCP, in one direction.</summary>
internal sealed class SrtpTransform : IDisposable
{
    /// <summary>Long enough for the vector of every profile.</summary>
    public const int MaxIvLength = 16;

    private const int AuthenticationKeyLength = 20;
    private const int SsrcLength = 4;

    private readonly byte[] _salt;
    private readonly int _ssrcOffset;

    public SrtpTransform(PacketCipher cipher, byte[] salt, bool isAead)
    {
        Cipher = cipher;
        IsAead = isAead;
        _salt = salt;
        _ssrcOffset = isAead ? 2 : 4;
    }

    public PacketCipher Cipher { get; }

    /// <summary>AES-GCM, where SRTCP puts its index behind the tag; AES-CM has it before.</summary>
    public bool IsAead { get; }

    public static SrtpTransform ForRtp(ICryptoProvider crypto, SrtpProfile profile, SrtpMasterKey master) =>
        Create(crypto, profile, master, SrtpKeyLabel.RtpEncryption, SrtpProfileParameters.Of(profile).RtpTagLength);

    public static SrtpTransform ForRtcp(ICryptoProvider crypto, SrtpProfile profile, SrtpMasterKey master) =>
        Create(crypto, profile, master, SrtpKeyLabel.RtcpEncryption, SrtpProfileParameters.Of(profile).RtcpTagLength);

    /// <summary>
    /// Writes the initialization vector of a packet and returns it cut to length. RFC 3711, section 4.1.1, RFC 7714,
    /// sections 8.1 and 9.1, all say the same in other words: salt XOR (SSRC, then the 48-bit index), only that
    /// counter mode leaves two bytes free at the end for its blocks.
    /// </summary>
    public ReadOnlySpan<byte> WriteIv(Span<byte> iv, uint ssrc, long index)
    {
        iv = iv[..Cipher.IvLength];
        iv.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(iv[_ssrcOffset..], ssrc);
        var indexAt = iv[(_ssrcOffset + SsrcLength)..];
        BinaryPrimitives.WriteUInt16BigEndian(indexAt, (ushort)(index >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(indexAt[sizeof(ushort)..], (uint)index);
        for (var i = 0; i < _salt.Length; i++)
            iv[i] ^= _salt[i];
        return iv;
    }

    /// <summary>
    /// What an RTP packet authenticates beyond its bytes: the roll-over counter (RFC 3711, section 4.2). AES-GCM has
    /// it in the vector already.
    /// </summary>
    public ReadOnlySpan<byte> WriteRtpTrailer(Span<byte> trailer, long index)
    {
        if (IsAead)
            return [];

        BinaryPrimitives.WriteUInt32BigEndian(trailer, (uint)(index >> 16));
        return trailer;
    }

    public void Prefetch(int level)
    {
        if (level == 0)
        {
            Rtc.Prefetch.Object(Cipher);
            Rtc.Prefetch.Object(_salt);
        }
        else
        {
            Cipher.Prefetch(level - 1);
        }
    }

    public void Dispose() => Cipher.Dispose();

    // The labels stand in a row: encryption, authentication, salt.
    private static SrtpTransform Create(
        ICryptoProvider crypto,
        SrtpProfile profile,
        SrtpMasterKey master,
        SrtpKeyLabel encryption,
        int tagLength)
    {
        var parameters = SrtpProfileParameters.Of(profile);
        using var keys = master.BeginDerivation();
        var salt = new byte[parameters.SaltLength];
        keys.Derive(encryption + 2, salt);

        Span<byte> key = stackalloc byte[parameters.KeyLength];
        Span<byte> authenticationKey = stackalloc byte[AuthenticationKeyLength];
        keys.Derive(encryption, key);
        if (!parameters.IsAead)
            keys.Derive(encryption + 1, authenticationKey);
        var cipher = parameters.IsAead
            ? crypto.CreateAesGcm(key)
            : crypto.CreateAesCounterHmacSha1(key, authenticationKey, tagLength);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(authenticationKey);
        return new SrtpTransform(cipher, salt, parameters.IsAead);
    }
}
