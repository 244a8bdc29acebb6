namespace Plenum.Fuzz.Targets;

/// <summary>One step of a script.</summary>
internal readonly ref struct FuzzStep(byte operation, ReadOnlySpan<byte> argument)
{
    private readonly ReadOnlySpan<byte> _argument = argument;

    public void Deconstruct(out byte step, out ReadOnlySpan<byte> bytes)
    {
        step = operation;
        bytes = _argument;
    }
}
