using Plenum.Media.Forwarding;
using Plenum.Media.Shedding;
using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Tests.Shedding;

/// <summary>What a room leaves out when its server has too much to do.</summary>
public sealed class ShedRoomTests
{
    private readonly RoomHarness _harness = new();
    private readonly Publication _camera;
    private readonly Publication _other;
    private readonly Publication _microphone;
    private readonly List<ReceiveSlot> _pictures = [];
    private readonly List<ReceiveSlot> _sounds = [];
    private ushort _sequence;

    /// <summary>Eight viewers, each with a large picture, a small one, and sound.</summary>
    public ShedRoomTests()
    {
        _camera = _harness.PublishCamera(1);
        _other = _harness.PublishCamera(2);
        _microphone = _harness.PublishMicrophone(1003);
        for (var viewer = 1; viewer <= 8; viewer++)
        {
            _pictures.Add(Show(10 * viewer, viewer, _camera, 720));
            Show((10 * viewer) + 1, viewer, _other, 90);
            _sounds.Add(_harness.AddSlot((10 * viewer) + 2, isVideo: false, subscriber: 100 + viewer));
            _harness.Must(new MediaCommand.Bind(new((10 * viewer) + 2), _microphone.Id));
        }

        Play(2);
    }

    [Fact]
    public void With_nothing_left_out_the_large_picture_is_large()
    {
        Assert.Equal(2, Layer(10)!.Value.Spatial);
        Assert.Equal(0, Layer(11)!.Value.Spatial);
    }

    [Fact]
    public void First_everybody_gets_the_lowest_layer()
    {
        Shed(1);
        Assert.Equal(ShedKind.Layers, new ShedLevel(1).Kind);
        Assert.Equal(0, Layer(10)!.Value.Spatial);
        Assert.Equal(0, Layer(11)!.Value.Spatial);
    }

    [Fact]
    public void Then_all_but_the_main_picture_go()
    {
        Shed(2);
        Assert.Equal(0, Layer(10)!.Value.Spatial);
        Assert.Null(Layer(11));
    }

    [Fact]
    public void Then_the_pictures_of_one_in_eight_after_the_other_the_latest_first()
    {
        for (var step = 3; step <= ShedLevel.Most; step++)
        {
            Shed(step);
            var kept = ShedLevel.Most - step;
            Assert.All(Enumerable.Range(1, 8), viewer => Assert.Equal(viewer <= kept, Layer(10 * viewer) is not null));
        }
    }

    [Fact]
    public void Sound_goes_on_whatever_is_left_out()
    {
        Shed(ShedLevel.Most);
        _harness.Sent.Clear();
        Play(1);
        Assert.All(_sounds, sound => Assert.Equal(50, _harness.To(sound).Count()));
        Assert.All(_pictures, picture => Assert.Empty(_harness.To(picture)));
    }

    [Fact]
    public void All_is_as_before_when_it_is_over()
    {
        Shed(ShedLevel.Most);
        Shed(0);
        Assert.All(Enumerable.Range(1, 8), viewer => Assert.Equal(2, Layer(10 * viewer)!.Value.Spatial));
        Assert.NotNull(Layer(11));
    }

    [Fact]
    public void Who_comes_while_pictures_are_left_out_has_none()
    {
        Shed(3);
        Show(500, 50, _camera, 720);
        Play(1);
        Assert.Null(Layer(500));
        Assert.NotNull(Layer(10));
    }

    private ReceiveSlot Show(int slot, int viewer, Publication publication, int height)
    {
        var added = _harness.AddSlot(slot, subscriber: 100 + viewer);
        _harness.Must(new MediaCommand.Bind(new(slot), publication.Id));
        _harness.Must(new MediaCommand.SetViewport(new(slot), new(height * 16 / 9, height, true)));
        return added;
    }

    private void Shed(int step)
    {
        _harness.Room.Shed(new(step), _harness.Now);
        Play(2);
    }

    private Layer? Layer(int slot) => _harness.Room.Find(new SlotId(slot))!.Wanted!.Selector!.Target;

    /// <summary>Pictures 25 times a second, sound 50 times.</summary>
    private void Play(double seconds)
    {
        for (var step = 0; step < seconds * 50; step++)
        {
            _sequence++;
            for (byte encoding = 0; encoding < 3 && step % 2 == 0; encoding++)
            {
                _harness.Receive(_camera, Picture(encoding));
                _harness.Receive(_other, Picture(encoding));
            }

            var sound = new byte[80];
            RtpHeaderWriter.Write(sound, 111, false, _sequence, _sequence * 960u, new Ssrc(7));
            _harness.Receive(_microphone, 0, sound);
            _harness.Pass(20);
        }
    }

    private Vp8 Picture(byte encoding) => new()
    {
        Encoding = encoding,
        Sequence = (ushort)(_sequence / 2),
        Timestamp = _sequence * 1800u,
        PictureId = (ushort)(_sequence & 0x7fff),
        IsKey = true,
        Length = 100 << (2 * encoding),
    };
}
