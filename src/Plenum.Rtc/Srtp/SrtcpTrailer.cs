namespace Plenum.Rtc.Srtp;

/// <summary>
/// The end of an SRTCP packet. AES-CM has the index word and then the tag (RFC 3711, section 3.4), AES-GCM the tag and
/// then the index word (RFC 7714, section 9.2); a cipher wants the tag right behind the ciphertext.
/// </summary>
internal static class SrtcpTrailer
{
    /// <summary>From ciphertext, tag and four free bytes to what goes on the wire.</summary>
    public static void Append(Span<byte> body, ReadOnlySpan<byte> word, SrtpTransform transform)
    {
        var ciphertextLength = body.Length - word.Length - transform.Cipher.TagLength;
        if (transform.IsAead)
        {
            word.CopyTo(body[^word.Length..]);
            return;
        }

        body[ciphertextLength..^word.Length].CopyTo(body[(ciphertextLength + word.Length)..]);
        word.CopyTo(body[ciphertextLength..]);
    }

    /// <summary>
    /// The inverse: copies the word out, and leaves the tag behind the ciphertext with four free bytes at the end.
    /// </summary>
    public static void Detach(Span<byte> packet, Span<byte> word, SrtpTransform transform)
    {
        if (transform.IsAead)
        {
            packet[^word.Length..].CopyTo(word);
            return;
        }

        var tag = packet[^transform.Cipher.TagLength..];
        var wordAt = packet.Length - tag.Length - word.Length;
        packet.Slice(wordAt, word.Length).CopyTo(word);
        tag.CopyTo(packet[wordAt..]);
    }
}
