#include "package/readme.hpp"

#include <string_view>

namespace rostrum::package {
namespace {

constexpr std::string_view place = "{hearing}";

constexpr std::string_view readme_text = R"(质询答辩会材料包（{hearing}）
Package of hearing {hearing}

一、这是什么
本文件夹是一场质询答辩会的完整记录。任何人都可以不依赖主办方的系统，自行核对。

二、怎样核对
需要 Python 3 和 OpenSSL 3。在本文件夹中运行：
    python3 verify.py .
最后一行为“OK”，表示全部成立；否则会指出哪一项不成立。
现场抽签的复算每次约需十几秒，这是规则所要求的。
verify.py 随包提供，只是为了方便。真正独立的核对，应使用您自己留存或自己编写的程序。

三、怎样确认公钥
文件 vkey 是这场会议的公钥。请与会前公布的公钥，以及会议纪要上手签的末尾检查点
（checkpoint.txt 的第二、三行）相比较。两者一致，这份记录才是当时的那一份。
与会者的手机也保存了会议期间收到的检查点。

四、各个文件
events.jsonl     会议记录，每行一件事
checkpoint.txt   对记录的签名：共多少行，摘要是什么
vkey             核对签名用的公钥
earlier/         更换密钥之前的检查点（如有）
draws/           每次现场抽签的输入（如有）
ballots/         每次无记名测评的票箱（如有）
results.json     公布且未作废的结果，由记录算出
names.csv        编号与姓名的对照；含个人信息，可随时删除，不影响核对
manifest.txt     各文件的摘要（可用 sha256sum -c manifest.txt 核对）
verify.py        核对程序

五、不能证明什么
记录写下的是系统收到的内容；它不能证明会场里没有被系统记录的事情。
“保密测评”的票箱内容以服务器为准，没有票箱文件。
姓名不在签名范围之内。manifest.txt 没有签名，只防意外损坏。

------------------------------------------------------------------------------

1. What this is
The whole record of one hearing. Anybody can check it without the organiser's system.

2. How to check it
With Python 3 and OpenSSL 3, in this folder:
    python3 verify.py .
The last line says OK when everything holds, or what does not. Repeating a draw takes ten
to twenty seconds; the rules want it so. verify.py is here for convenience: a truly independent check
uses a program that you kept or wrote yourself.

3. How to know the key
The file vkey is the public key of this hearing. Compare it with the key published before the
hearing, and lines 2 and 3 of checkpoint.txt with the last checkpoint signed by hand in the
minutes. Phones in the hall have kept checkpoints too.

4. The files
events.jsonl     the log, one event per line
checkpoint.txt   what was signed: how many lines, and their hash
vkey             the key to check the signature with
earlier/         checkpoints of earlier keys, if there were any
draws/           the inputs of every draw, where there are any
ballots/         the box of every secret ballot, where there are any
results.json     the published results that are not void, as they follow from the log
names.csv        names by card number: personal data, may be deleted at any time
manifest.txt     the hash of every file (sha256sum -c manifest.txt)
verify.py        the program that checks all this

5. What is not proved
The log holds what the system was told; it cannot show what happened beside it.
What was in the box of a confidential ballot is the server's word: there are no files of it.
Names are not signed. manifest.txt is not signed: it only tells accidents.
)";

} // namespace

std::string readme(const std::string& hearing)
{
    std::string result{readme_text};
    for (auto at = result.find(place); at != std::string::npos; at = result.find(place, at))
        result.replace(at, place.size(), hearing);
    return result;
}

} // namespace rostrum::package
