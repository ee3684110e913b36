/**
 * Letter tables for `person-name.ts`: Cyrillic of Russian and its neighbours (Ukrainian, Belarusian, Kazakh, Kyrgyz,
 * Tajik, Uzbek, Tatar, Bashkir, Serbian) and the Arabic script (Arabic, Persian, Urdu). Keys are lower case and
 * without marks, as normalisation leaves them; where a letter has no sound of its own the value is empty.
 */
function table(pairs: string): ReadonlyMap<string, string> {
  return new Map(
    pairs
      .trim()
      .split(/\s+/)
      .map((pair) => pair.split(':') as [string, string]),
  );
}

/** Folds inside one script: what two clerks write differently for the same name. Marked letters fall with their marks. */
export const NATIVE_FOLDS: ReadonlyMap<string, string> = table(`
  і:и є:е э:е ґ:г ѳ:ф ұ:у ү:у қ:к ҡ:к ғ:г ң:н ҥ:н ө:о ә:а һ:х ҳ:х ҷ:ж җ:ж ҙ:з ҫ:с ъ: ь: ј:и љ:л њ:н ћ:ч ђ:д џ:ж
  ٱ:ا ى:ي ی:ي ے:ي ې:ي ئ:ي ؤ:و ة:ه ۀ:ه ە:ه ہ:ه ھ:ه ک:ك گ:ك ء:
  ı:i ł:l ø:o đ:d ð:d þ:th ß:ss æ:ae œ:oe ə:a
`);

export const CYRILLIC_TO_LATIN: ReadonlyMap<string, string> = table(`
  а:a б:b в:v г:g ґ:g ѓ:g ғ:g д:d ђ:dj е:e є:e ж:zh з:z и:i і:i ј:y й:y к:k ќ:k қ:k ҡ:k л:l љ:l м:m н:n њ:n ң:n ҥ:n
  о:o ө:o п:p р:r с:s т:t у:u ұ:u ү:u ф:f ѳ:f х:kh һ:h ҳ:h ц:ts ч:ch ћ:ch џ:dzh ҷ:dzh җ:zh ш:sh щ:shch ҙ:z ҫ:s
  ъ: ы:y ь: э:e ә:a ю:yu я:ya
`);

export const ARABIC_TO_LATIN: ReadonlyMap<string, string> = table(`
  ا:a ٱ:a ب:b پ:p ت:t ٹ:t ث:th ج:j چ:ch ح:h خ:kh د:d ڈ:d ذ:dh ر:r ڑ:r ز:z ژ:zh س:s ش:sh ص:s ض:d ط:t ظ:z ع:a غ:gh
  ف:f ڤ:v ق:q ك:k ک:k ڪ:k گ:g ل:l م:m ن:n ں:n ه:h ہ:h ھ:h ە:h ۀ:h ي:y ى:y ی:y ے:y ې:y ئ:y ؤ:u ء:
`);

/** Latin letters whose mark changes the sound (Turkish, Azerbaijani, Slavic); other marks are simply dropped. */
export const LATIN_SPECIALS: ReadonlyMap<string, string> = table(`
  ç:ch č:ch ć:ch š:sh ş:sh ș:sh ś:sh ž:zh ż:zh ź:z ğ:gh ł:l ø:o đ:d ð:d þ:th ß:ss æ:ae œ:oe ə:a ı:i
`);

/** Georgian and Armenian, the other alphabets of the region: lower case as normalisation leaves them. */
export const CAUCASIAN_TO_LATIN: ReadonlyMap<string, string> = table(`
  ა:a ბ:b გ:g დ:d ე:e ვ:v ზ:z თ:t ი:i კ:k ლ:l მ:m ნ:n ო:o პ:p ჟ:zh რ:r ს:s ტ:t უ:u ფ:p ქ:k ღ:gh ყ:k შ:sh ჩ:ch ც:ts
  ძ:dz წ:ts ჭ:ch ხ:kh ჯ:j ჰ:h
  ա:a բ:b գ:g դ:d ե:e զ:z է:e ը:y թ:t ժ:zh ի:i լ:l խ:kh ծ:ts կ:k հ:h ձ:dz ղ:gh ճ:ch մ:m յ:y ն:n շ:sh ո:o չ:ch պ:p
  ջ:j ռ:r ս:s վ:v տ:t ր:r ց:ts ւ:v փ:p ք:k և:ev օ:o ֆ:f
`);

/** Letters and digits that look like a Cyrillic letter; and the other way. */
export const LATIN_LOOKS_CYRILLIC: ReadonlyMap<string, string> = table(`
  a:а b:в c:с e:е h:н i:и k:к m:м n:п o:о p:р r:г t:т u:и x:х y:у 0:о 3:з 4:ч 6:б
`);
export const CYRILLIC_LOOKS_LATIN: ReadonlyMap<string, string> = table(`
  а:a в:b с:c е:e н:h і:i к:k м:m о:o р:p т:t х:x у:y г:r п:n и:u з:3
`);
