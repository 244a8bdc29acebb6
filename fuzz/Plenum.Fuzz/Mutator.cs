using System.Buffers.Binary;
using Plenum.Simulation;

namespace Plenum.Fuzz;

/// <summary>Changes inputs as networks, broken stacks and attackers do. Deterministic for its seed.</summary>
internal sealed class Mutator(SeededRandom random, FuzzTarget target)
{
    private const int MaxSteps = 6;

    private static readonly ulong[] Interesting =
        [0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 255, 256, 511, 1023, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF,
            0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF];

    public byte[] Mutate(byte[] input, byte[] other)
    {
        var bytes = new List<byte>(input);
        for (var steps = 1 + random.Next(MaxSteps); steps > 0; steps--)
            Step(bytes, other);
        if (bytes.Count > target.MaxLength)
            bytes.RemoveRange(target.MaxLength, bytes.Count - target.MaxLength);
        return [.. bytes];
    }

    private void Step(List<byte> bytes, byte[] other)
    {
        if (bytes.Count == 0)
        {
            bytes.AddRange(other);
            return;
        }

        switch (random.Next(10))
        {
            case 0:
                bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
                break;
            case 2:
                LieAboutLength(bytes);
                break;
            case 3:
                Truncate(bytes);
                break;
            case 4:
                Remove(bytes);
                break;
            case 5:
                Repeat(bytes);
                break;
            case 6:
                Splice(bytes, other);
                break;
            case 7:
                InsertWord(bytes);
                break;
            case 8:
                OverwriteInteger(bytes);
                break;
            default:
                Nudge(bytes);
                break;
        }
    }

    /// <summary>Puts a number near the length of what follows where two bytes may be a length.</summary>
    private void LieAboutLength(List<byte> bytes)
    {
        if (bytes.Count < 2)
            return;
        var at = random.Next(bytes.Count - 1);
        var rest = bytes.Count - at - 2;
        WriteUInt16(bytes, at, rest + random.Next(9) - 4);
    }

    private void Truncate(List<byte> bytes)
    {
        var keep = random.Next(bytes.Count);
        bytes.RemoveRange(keep, bytes.Count - keep);
    }

    private void Remove(List<byte> bytes)
    {
        var at = random.Next(bytes.Count);
        bytes.RemoveRange(at, Math.Min(1 + random.Next(16), bytes.Count - at));
    }

    private void Repeat(List<byte> bytes)
    {
        var at = random.Next(bytes.Count);
        var piece = bytes.GetRange(at, Math.Min(1 + random.Next(64), bytes.Count - at));
        for (var times = 1 + random.Next(4); times > 0 && bytes.Count < target.MaxLength; times--)
            bytes.InsertRange(at, piece);
    }

    private void Splice(List<byte> bytes, byte[] other)
    {
        if (other.Length == 0)
            return;
        var from = random.Next(other.Length);
        var length = Math.Min(1 + random.Next(other.Length), other.Length - from);
        bytes.InsertRange(random.Next(bytes.Count + 1), other.AsSpan(from, length).ToArray());
    }

    private void InsertWord(List<byte> bytes)
    {
        if (target.Dictionary.Count == 0)
            return;
        var word = target.Dictionary[random.Next(target.Dictionary.Count)];
        var at = random.Next(bytes.Count + 1);
        if (random.Chance(0.5))
            bytes.RemoveRange(at, Math.Min(word.Length, bytes.Count - at));
        bytes.InsertRange(at, word);
    }

    private void OverwriteInteger(List<byte> bytes)
    {
        var value = Interesting[random.Next(Interesting.Length)];
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(number, value);
        var width = 1 << random.Next(3);
        var at = random.Next(bytes.Count);
        for (var i = 0; i < width && at + i < bytes.Count; i++)
            bytes[at + i] = number[^(width - i)];
    }

    private void Nudge(List<byte> bytes)
    {
        var at = random.Next(bytes.Count);
        bytes[at] = (byte)(bytes[at] + random.Next(35) - 17);
    }

    private static void WriteUInt16(List<byte> bytes, int at, int value)
    {
        bytes[at] = (byte)(value >> 8);
        bytes[at + 1] = (byte)value;
    }
}
